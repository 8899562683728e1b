package dev.salus.core.rules;

import static dev.salus.core.rules.Refusals.require;

import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Tag;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rules on an entity's header that several kinds of write share. */
final class HeaderRules {

  private HeaderRules() {}

  /** Refuses a write that changes what no write may change (protocol §4). */
  static void requireImmutable(EntityHeader stored, EntityHeader proposed) {
    requireSame(stored, proposed, "id", EntityHeader::id);
    requireSame(stored, proposed, "type", EntityHeader::type);
    requireSame(stored, proposed, "created", EntityHeader::created);
    requireSame(stored, proposed, "author", EntityHeader::author);
    requireSame(stored, proposed, "links", header -> Set.copyOf(header.links()));
  }

  /** Refuses a write that changes what this function takes from a header. */
  static void requireSame(
      EntityHeader stored,
      EntityHeader proposed,
      String field,
      Function<EntityHeader, Object> value) {
    require(value.apply(stored).equals(value.apply(proposed)), field, "must be as it is stored");
  }

  /** Refuses a next version that is not by this writer, now, and one higher (protocol §4). */
  static void requireNextVersion(
      EntityHeader stored, EntityHeader proposed, String writer, long now) {
    require(proposed.modifiedBy().equals(writer), "modifiedBy", "must be the caller's data owner");
    require(
        proposed.version() == stored.version() + 1,
        "version",
        "must be one higher than what is stored");
    require(
        stored.modified() <= proposed.modified()
            && proposed.modified() <= now + Limits.CLOCK_TOLERANCE_MS,
        "modified",
        "must not be before what is stored, nor over 5 minutes after the server's clock");
  }

  /** Refuses more tags and links than an entity may have, and tags that are too long. */
  static void requireBounded(EntityHeader header) {
    require(header.tags().size() <= Limits.TAGS, "tags", "must be at most " + Limits.TAGS);
    require(header.links().size() <= Limits.LINKS, "links", "must be at most " + Limits.LINKS);
    for (Tag tag : header.tags()) {
      require(
          fits(tag.type()) && fits(tag.code()) && fits(tag.version()),
          "tags",
          "must have texts of at most " + Limits.TAG_TEXT_CHARS + " characters");
    }
  }

  private static boolean fits(@Nullable String text) {
    return text == null || text.length() <= Limits.TAG_TEXT_CHARS;
  }
}
