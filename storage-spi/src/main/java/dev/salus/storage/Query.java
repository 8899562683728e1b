package dev.salus.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of an index.
 *
 * <p>Prefix and bound together have no more parts than the index has. A range that begins after it
 * ends is empty. A value beyond ±(2<sup>53</sup>−1) is a bound like any other and equals no entry.
 *
 * @param index the index's name
 * @param prefix values that the first parts of the key must equal; strings, integers or longs
 * @param from where the part after the prefix begins, inclusive; null for no bound
 * @param to where it ends, inclusive; null for no bound
 * @param descending true for the highest key first (then the highest id)
 * @param limit the most entries to return, 1 to {@link #MAX_LIMIT}
 * @param cursor {@link Page#next} of the page before, of the same query but for its limit and
 *     bound; null for the first page
 * @param bound how much is read at most
 */
public record Query(
    String index,
    List<Object> prefix,
    @Nullable Object from,
    @Nullable Object to,
    boolean descending,
    int limit,
    @Nullable String cursor,
    ReadBound bound) {

  /** The largest page. */
  public static final int MAX_LIMIT = 1_000;

  /** Copies the prefix and refuses a limit out of range. */
  public Query {
    prefix = List.copyOf(prefix);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("a limit is 1 to " + MAX_LIMIT);
    }
  }

  /** A page of the usual size. */
  public Query(
      String index,
      List<Object> prefix,
      @Nullable Object from,
      @Nullable Object to,
      boolean descending,
      int limit,
      @Nullable String cursor) {
    this(index, prefix, from, to, descending, limit, cursor, ReadBound.OF_PAGE);
  }

  /** The first {@code limit} documents, ascending, whose key begins with these values. */
  public static Query of(String index, int limit, Object... prefix) {
    return new Query(index, List.of(prefix), null, null, false, limit, null);
  }

  /** The same query, newest (highest key) first. */
  public Query newestFirst() {
    return new Query(index, prefix, from, to, true, limit, cursor, bound);
  }

  /** The same query between two values, both inclusive, of the part after the prefix. */
  public Query between(@Nullable Object newFrom, @Nullable Object newTo) {
    return new Query(index, prefix, newFrom, newTo, descending, limit, cursor, bound);
  }

  /** The same query from a cursor on; null for the first page. */
  public Query after(@Nullable String newCursor) {
    return new Query(index, prefix, from, to, descending, limit, newCursor, bound);
  }

  /** The same query for a page that reads no more than this. */
  public Query within(ReadBound newBound) {
    return new Query(index, prefix, from, to, descending, limit, cursor, newBound);
  }
}
