package dev.salus.core.storeaccess;

import dev.salus.protocol.FieldReader;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.ProtocolViolation.Kind;
import dev.salus.storage.Query;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for (http-api.md): {@code limit}, an integer, 100 if it is not
 * there and at most 1 000, and {@code cursor}.
 *
 * @param limit the most items to answer
 * @param cursor {@code next} of the page before; null for the first page
 */
public record PageRequest(int limit, @Nullable String cursor) {

  /** The limit where none is given. */
  public static final int DEFAULT_LIMIT = 100;

  /**
   * Reads {@code limit} and {@code cursor} of a query.
   *
   * @throws ProtocolViolation if the limit is not 1 to 1 000
   */
  public static PageRequest read(FieldReader in) {
    long limit = in.has("limit") ? in.integer("limit") : DEFAULT_LIMIT;
    if (limit < 1 || limit > Query.MAX_LIMIT) {
      throw in.violation(Kind.INTEGER, "limit", "must be 1 to " + Query.MAX_LIMIT);
    }
    return new PageRequest((int) limit, in.optionalText("cursor"));
  }

  /** This page, ascending, of the entries whose key begins with these values. */
  public Query of(String index, Object... prefix) {
    return Query.of(index, limit, prefix).after(cursor);
  }
}
