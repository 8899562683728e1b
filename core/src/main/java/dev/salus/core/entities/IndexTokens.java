package dev.salus.core.entities;

import dev.salus.api.Caller;
import dev.salus.protocol.Digests;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Pae;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys under which an entity is found: for each reader one by its type, one by each link and
 * one by each tag. None is by a link and a tag, whose number would be the product of two lists that
 * a user writes: a list by both goes through the entries of the link.
 *
 * <p>A token is the lower-case hex of the first 16 bytes of {@code SHA-256(PAE(reader, type, link,
 * tag))}; what it is not by is the empty text. Fixed in length and alphabet, so that every store
 * orders them alike and no user's text becomes a key.
 */
final class IndexTokens {

  private static final int TOKEN_BYTES = 16;
  private static final String ADMINISTRATORS = "*";
  private static final String ANY = "";

  private IndexTokens() {}

  /** Whose tokens the caller reads with; empty if it acts for nobody. */
  static Optional<String> reader(Caller caller) {
    return caller.isAdmin() ? Optional.of(ADMINISTRATORS) : Optional.ofNullable(caller.dataOwner());
  }

  /** The token under which a reader finds its entities of a type. */
  static String ofType(String reader, EntityType type) {
    return token(reader, type, ANY, ANY);
  }

  /**
   * The token under which a reader finds its entities of a type that have a link.
   *
   * @param link base64url
   */
  static String ofLink(String reader, EntityType type, String link) {
    return token(reader, type, link, ANY);
  }

  /**
   * The token under which a reader finds its entities of a type that have a tag.
   *
   * @param tag as {@link dev.salus.protocol.Tag#filter} writes it
   */
  static String ofTag(String reader, EntityType type, String tag) {
    return token(reader, type, ANY, tag);
  }

  private static String token(String reader, EntityType type, String link, String tag) {
    byte[] hash = Digests.sha256(Pae.encode(reader, type.wireName(), link, tag));
    return HexFormat.of().formatHex(Arrays.copyOf(hash, TOKEN_BYTES));
  }

  /**
   * How many index entries an entity has at most, found out without making any: its tokens, and one
   * for each reader.
   */
  static int count(Entity entity, Set<String> readers) {
    int byEach = 1 + entity.header().links().size() + entity.header().tags().size();
    return Math.addExact(Math.multiplyExact(readers.size() + 1, byEach), readers.size());
  }

  /** All tokens of an entity, none twice. */
  static List<String> of(Entity entity, Set<String> readers) {
    EntityHeader header = entity.header();
    EntityType type = header.type();
    Set<String> links = new LinkedHashSet<>(header.links());
    Set<String> tags = new LinkedHashSet<>();
    header.tags().forEach(tag -> tags.add(tag.filter()));
    List<String> tokens = new ArrayList<>(count(entity, readers));
    for (String reader : everybody(readers)) {
      tokens.add(ofType(reader, type));
      links.forEach(link -> tokens.add(ofLink(reader, type, link)));
      tags.forEach(tag -> tokens.add(ofTag(reader, type, tag)));
    }
    return tokens;
  }

  private static Set<String> everybody(Set<String> readers) {
    Set<String> everybody = new LinkedHashSet<>(readers);
    everybody.add(ADMINISTRATORS);
    return everybody;
  }
}
