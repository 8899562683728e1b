package dev.salus.storage.memory;

import java.util.Comparator;
import java.util.List;

/**
 * Where a document stands in an index: ordered by the key's parts, then by id.
 *
 * <p>A part is a {@link Long} or a {@link String}, integers first. A shorter key comes before the
 * longer ones that begin with it, and {@link #END} after every value: so a key that is cut short is
 * the lower bound, and the same with {@code END} the upper bound, of all entries that begin with
 * it.
 *
 * @param key the parts
 * @param id the document; empty in a bound
 */
record IndexEntry(List<Object> key, String id) implements Comparable<IndexEntry> {

  /** A part that comes after every value. */
  static final Object END = Bound.END;

  private static final Comparator<Object> PART =
      (a, b) -> {
        if (a instanceof Long x && b instanceof Long y) {
          return x.compareTo(y);
        }
        if (a instanceof String x && b instanceof String y) {
          return x.compareTo(y);
        }
        return Integer.compare(rank(a), rank(b));
      };

  private enum Bound {
    END
  }

  IndexEntry {
    key = List.copyOf(key);
  }

  private static int rank(Object part) {
    return part instanceof Long ? 0 : part instanceof String ? 1 : 2;
  }

  @Override
  public int compareTo(IndexEntry other) {
    int common = Math.min(key.size(), other.key.size());
    for (int i = 0; i < common; i++) {
      int order = PART.compare(key.get(i), other.key.get(i));
      if (order != 0) {
        return order;
      }
    }
    int order = Integer.compare(key.size(), other.key.size());
    return order != 0 ? order : id.compareTo(other.id);
  }
}
