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
 * The keys under which an entity is found: one for each reader and filter.
 *
 * <p>A token is the lower-case hex of the first 16 bytes of {@code SHA-256(PAE(reader, type, link,
 * tag))}; a filter that is not used is the empty text. Fixed in length and alphabet, so that every
 * store orders them alike and no user's text becomes a key.
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
  static String token(String reader, EntityType type) {
    return token(reader, type, ANY, ANY);
  }

  /**
   * The token under which a reader finds its entities of a type that have a link and a tag.
   *
   * @param link base64url, or empty for any
   * @param tag {@code type|code}, or empty for any
   */
  static String token(String reader, EntityType type, String link, String tag) {
    byte[] hash = Digests.sha256(Pae.encode(reader, type.wireName(), link, tag));
    return HexFormat.of().formatHex(Arrays.copyOf(hash, TOKEN_BYTES));
  }

  /** All tokens of an entity, none twice. */
  static List<String> of(Entity entity, Set<String> readers) {
    EntityHeader header = entity.header();
    Set<String> everybody = new LinkedHashSet<>(readers);
    everybody.add(ADMINISTRATORS);
    Set<String> links = new LinkedHashSet<>(List.of(ANY));
    links.addAll(header.links());
    Set<String> tags = new LinkedHashSet<>(List.of(ANY));
    header.tags().forEach(tag -> tags.add(tag.filter()));
    List<String> tokens = new ArrayList<>(everybody.size() * links.size() * tags.size());
    for (String reader : everybody) {
      for (String link : links) {
        tags.forEach(tag -> tokens.add(token(reader, header.type(), link, tag)));
      }
    }
    return tokens;
  }
}
