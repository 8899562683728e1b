package dev.salus.sdk.entity;

import dev.salus.api.Invalid;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Tag;
import dev.salus.sdk.entity.result.EntityPage;
import dev.salus.sdk.model.EncryptedFields;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Which of the entities that the caller may see to list, newest first.
 *
 * @param codingType the type of a coding, which this connection publishes; null for all
 * @param code its code; null exactly if the type is
 * @param from created at or after, milliseconds since the epoch; null for no bound
 * @param to created at or before; null for no bound
 * @param limit the most to return, 1 to 1 000
 * @param cursor {@link EntityPage#next} of the page before; null for the first
 */
public record EntityFilter(
    @Nullable String codingType,
    @Nullable String code,
    @Nullable Long from,
    @Nullable Long to,
    int limit,
    @Nullable String cursor) {

  /**
   * Checks that a coding is whole.
   *
   * @throws Invalid if one of type and code is there without the other, or empty
   */
  public EntityFilter {
    if ((codingType == null) != (code == null)) {
      throw new Invalid("code", "a coding has a type and a code");
    }
    requireFilled("codingType", codingType);
    requireFilled("code", code);
  }

  private static void requireFilled(String field, @Nullable String text) {
    if (text != null && text.isEmpty()) {
      throw new Invalid(field, "must not be empty: no entity is found by that");
    }
  }

  /**
   * Itself, if what it asks for is a coding that the connection publishes.
   *
   * @throws Invalid if not: the list would be empty, whatever there is
   */
  EntityFilter requirePublished(EncryptedFields encryptedFields) {
    if (codingType != null && !encryptedFields.publishedCodingTypes().contains(codingType)) {
      throw new Invalid(
          "codingType",
          "this connection does not publish codings of type "
              + codingType
              + ", so the server cannot search by them: see SalusOptions.withEncryptedFields");
    }
    return this;
  }

  /** All of them, a hundred at a time. */
  public static final EntityFilter ALL = new EntityFilter(null, null, null, null, 100, null);

  /** Those with this published coding, a hundred at a time. */
  public static EntityFilter tagged(String codingType, String code) {
    return new EntityFilter(codingType, code, null, null, 100, null);
  }

  /** The same, created in this period, both ends inclusive. */
  public EntityFilter between(@Nullable Long newFrom, @Nullable Long newTo) {
    return new EntityFilter(codingType, code, newFrom, newTo, limit, cursor);
  }

  /** The same, from a cursor on; null for the first page. */
  public EntityFilter after(@Nullable String newCursor) {
    return new EntityFilter(codingType, code, from, to, limit, newCursor);
  }

  /** The same, this many at a time. */
  public EntityFilter limitedTo(int newLimit) {
    return new EntityFilter(codingType, code, from, to, newLimit, cursor);
  }

  /** Whether an entity is one of those. */
  boolean matches(EntityHeader header) {
    return (codingType == null || header.tags().stream().anyMatch(this::matches))
        && (from == null || header.created() >= from)
        && (to == null || header.created() <= to);
  }

  private boolean matches(Tag tag) {
    return tag.type().equals(codingType) && tag.code().equals(code);
  }

  JsonObject toQuery() {
    JsonObject query = new JsonObject().put("limit", limit);
    if (codingType != null && code != null) {
      query.put("tag", new Tag(codingType, code, null).filter());
    }
    if (from != null) {
      query.put("from", from);
    }
    if (to != null) {
      query.put("to", to);
    }
    if (cursor != null) {
      query.put("cursor", cursor);
    }
    return query;
  }
}
