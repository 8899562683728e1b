package dev.salus.sdk.model;

import dev.salus.protocol.Tag;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of an entity is encrypted: everything, but for the labels and codes of the coding types that
 * the application chooses to publish so that the server can search by them (protocol §4). Anybody
 * who reads the server's store reads published codings. Whoever writes a record publishes by its
 * own choice, and a connection searches only by what it publishes: all that work on the same
 * records choose the same.
 *
 * @param publishedCodingTypes for example {@code LOINC}; empty by default
 */
public record EncryptedFields(Set<String> publishedCodingTypes) {

  /** Everything is encrypted. */
  public static final EncryptedFields ALL = new EncryptedFields(Set.of());

  /** Copies the set. {@link IllegalArgumentException} for an empty type, which no coding has. */
  public EncryptedFields {
    publishedCodingTypes = Set.copyOf(publishedCodingTypes);
    if (publishedCodingTypes.contains("")) {
      throw new IllegalArgumentException("a coding type must not be empty");
    }
  }

  /** Everything but labels and codes of these types. */
  public static EncryptedFields publishing(String... codingTypes) {
    return new EncryptedFields(Set.of(codingTypes));
  }

  /**
   * The tags that the server sees: of codings whose type is published and that have a code, without
   * their texts.
   */
  public List<Tag> tags(List<Coding> codings) {
    return codings.stream().flatMap(this::tag).distinct().toList();
  }

  private Stream<Tag> tag(Coding coding) {
    String type = coding.type();
    String code = coding.code();
    return type != null && code != null && publishedCodingTypes.contains(type)
        ? Stream.of(new Tag(type, code, coding.version()))
        : Stream.of();
  }
}
