package dev.salus.sdk.model;

import dev.salus.protocol.Tag;
import java.util.List;
import java.util.Set;

/**
 * What of an entity is encrypted: everything, but for the labels and codes of the coding types that
 * the application chooses to publish so that the server can search by them (protocol §4). Anybody
 * who reads the server's store reads published codings.
 *
 * @param publishedCodingTypes for example {@code LOINC}; empty by default
 */
public record EncryptedFields(Set<String> publishedCodingTypes) {

  /** Everything is encrypted. */
  public static final EncryptedFields ALL = new EncryptedFields(Set.of());

  /** Copies the set. */
  public EncryptedFields {
    publishedCodingTypes = Set.copyOf(publishedCodingTypes);
  }

  /** Everything but labels and codes of these types. */
  public static EncryptedFields publishing(String... codingTypes) {
    return new EncryptedFields(Set.of(codingTypes));
  }

  /** The tags that the server sees: of codings whose type is published, without labels. */
  public List<Tag> tags(List<Coding> codings) {
    return codings.stream()
        .filter(coding -> publishedCodingTypes.contains(coding.type()))
        .map(coding -> new Tag(coding.type(), coding.code(), coding.version()))
        .distinct()
        .toList();
  }
}
