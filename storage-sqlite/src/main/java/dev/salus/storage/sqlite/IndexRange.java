package dev.salus.storage.sqlite;

import dev.salus.storage.Query;
import dev.salus.storage.StoreException.InvalidCursor;
import dev.salus.storage.support.EntryPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of an index that a query asks for, all checked: what the first parts of a key equal,
 * bounds for the next part, and the entry after which a page begins.
 *
 * @param equal the first parts
 * @param from where the next part begins; null for no bound
 * @param to where it ends; null for no bound
 * @param after the entry before the page, within the range; null for the first page
 */
record IndexRange(
    List<Object> equal, @Nullable Object from, @Nullable Object to, @Nullable EntryPosition after) {

  /**
   * The range of a query.
   *
   * @throws IllegalArgumentException if it has more parts than the index, or other than strings and
   *     integers
   * @throws InvalidCursor if its cursor is none of this index, or lies outside of its range
   */
  static IndexRange of(Query query, IndexTable index) {
    List<Object> equal = query.prefix().stream().map(IndexRange::value).toList();
    Object from = query.from() == null ? null : value(query.from());
    Object to = query.to() == null ? null : value(query.to());
    int bounded = from == null && to == null ? 0 : 1;
    if (equal.size() + bounded > index.parts()) {
      throw new IllegalArgumentException("the query has more parts than the index " + index.name());
    }
    String cursor = query.cursor();
    EntryPosition after =
        cursor == null ? null : EntryPosition.read(cursor, index.name(), index.parts());
    IndexRange range = new IndexRange(equal, from, to, after);
    if (after != null && !range.holds(after.key())) {
      throw new InvalidCursor();
    }
    return range;
  }

  /** False if one of its texts cannot be stored, so that no entry is in the range. */
  boolean canHoldEntries() {
    return Stream.concat(equal.stream(), Stream.of(from, to).filter(bound -> bound != null))
        .allMatch(part -> !(part instanceof String text) || CollectionTable.isUnicode(text));
  }

  private boolean holds(List<Object> key) {
    if (!key.subList(0, equal.size()).equals(equal)) {
      return false;
    }
    if (from == null && to == null) {
      return true;
    }
    Object next = key.get(equal.size());
    return (from == null || compare(from, next) <= 0) && (to == null || compare(next, to) <= 0);
  }

  /** As SQLite does: integers before texts, texts by their bytes in UTF-8. */
  private static int compare(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.compareTo(y);
    }
    if (a instanceof String x && b instanceof String y) {
      return compareCodePoints(x, y);
    }
    return a instanceof Long ? -1 : 1;
  }

  private static int compareCodePoints(String a, String b) {
    int[] x = a.codePoints().toArray();
    int[] y = b.codePoints().toArray();
    return java.util.Arrays.compare(x, y);
  }

  private static Object value(Object part) {
    if (part instanceof Integer integer) {
      return integer.longValue();
    }
    if (part instanceof String || part instanceof Long) {
      return part;
    }
    throw new IllegalArgumentException("a key part is a string or an integer");
  }

  /** The statement that reads a page of the range, with its values. */
  IndexSelect select(CollectionTable collection, IndexTable index, Query query) {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>(equal);
    index.columns(0).subList(0, equal.size()).forEach(column -> conditions.add(column + " = ?"));
    List<String> order = new ArrayList<>(index.columns(equal.size()));
    order.add("entry.id");
    // A page that goes on has one bound on that side, its cursor: SQLite begins where it says.
    if (from != null && (after == null || query.descending())) {
      conditions.add(order.get(0) + " >= ?");
      values.add(from);
    }
    if (to != null && (after == null || !query.descending())) {
      conditions.add(order.get(0) + " <= ?");
      values.add(to);
    }
    if (after != null) {
      String places = "?, ".repeat(order.size() - 1) + "?";
      String side = query.descending() ? " < " : " > ";
      conditions.add("(" + String.join(", ", order) + ")" + side + "(" + places + ")");
      values.addAll(after.key().subList(equal.size(), index.parts()));
      values.add(after.id());
    }
    return IndexSelect.of(collection, index, conditions, order, query, values);
  }
}
