package dev.salus.storage.couchdb.index;

import dev.salus.storage.Query;
import dev.salus.storage.couchdb.form.TextCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a view that a query asks for, both ends inclusive. Keys are lists of longs and
 * encoded texts; {@link #TOP} comes after both.
 */
public record KeyRange(List<Object> low, List<Object> high) {

  /** What CouchDB puts after every number, text and array: an object. */
  private static final JsonObject TOP = new JsonObject();

  /** One more than any entry has; what lies beyond is the same as this to every comparison. */
  private static final long BEYOND = 1L << 53;

  /** The order of CouchDB's view collation, for such keys as there are here. */
  private static final Comparator<Object> BY_PART =
      Comparator.comparingInt(KeyRange::rank).thenComparing(KeyRange::compareSameRank);

  /**
   * The range of a query on an index of this many parts.
   *
   * @throws IllegalArgumentException if the query has more parts, or a value of another type
   */
  public static KeyRange of(Query query, int parts) {
    boolean isBound = query.from() != null || query.to() != null;
    if (query.prefix().size() + (isBound ? 1 : 0) > parts) {
      throw new IllegalArgumentException("a query with more parts than the index has");
    }
    List<Object> low = new ArrayList<>();
    query.prefix().forEach(value -> low.add(encode(value)));
    List<Object> high = new ArrayList<>(low);
    addIfPresent(low, query.from());
    addIfPresent(high, query.to());
    high.add(TOP);
    return new KeyRange(low, high);
  }

  private static void addIfPresent(List<Object> key, @Nullable Object bound) {
    if (bound != null) {
      key.add(encode(bound));
    }
  }

  private static Object encode(Object value) {
    if (value instanceof String text) {
      return TextCode.encode(text);
    }
    if (value instanceof Integer || value instanceof Long) {
      return Math.max(-BEYOND, Math.min(BEYOND, ((Number) value).longValue()));
    }
    throw new IllegalArgumentException("a key's parts are strings, integers or longs");
  }

  /** Whether no key can be in it. CouchDB would call such a range an error. */
  public boolean isEmpty() {
    return compare(low, high) > 0;
  }

  boolean contains(List<Object> key) {
    return compare(low, key) <= 0 && compare(key, high) <= 0;
  }

  private static int compare(List<Object> a, List<Object> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = BY_PART.compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int rank(Object part) {
    return part instanceof Long ? 0 : part instanceof String ? 1 : 2;
  }

  private static int compareSameRank(Object a, Object b) {
    if (a instanceof Long number && b instanceof Long other) {
      return Long.compare(number, other);
    }
    if (a instanceof String text && b instanceof String other) {
      return text.compareTo(other);
    }
    return 0;
  }

  /**
   * A key as it comes from JSON.
   *
   * @throws IllegalArgumentException if it holds anything but integers and encoded texts
   */
  public static List<Object> key(JsonArray json) {
    List<Object> key = new ArrayList<>(json.size());
    for (int i = 0; i < json.size(); i++) {
      Object part = json.getValue(i);
      if (part instanceof Number number && number.longValue() == number.doubleValue()) {
        key.add(number.longValue());
      } else if (part instanceof String text && TextCode.decode(text).isPresent()) {
        key.add(text);
      } else {
        throw new IllegalArgumentException("not a key: part " + i);
      }
    }
    return key;
  }

  /** The same range from, or in descending order down from, a key in it. */
  public KeyRange startingAt(List<Object> key, boolean descending) {
    Objects.requireNonNull(key, "key");
    return descending ? new KeyRange(low, key) : new KeyRange(key, high);
  }
}
