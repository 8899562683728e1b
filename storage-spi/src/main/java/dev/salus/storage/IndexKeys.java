package dev.salus.storage;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a document has in one index, by the rules of {@link IndexSpec}, for stores whose
 * engine does not compute them, or does so where they cannot see it.
 */
public final class IndexKeys {

  private static final long MAX_INTEGER = (1L << 53) - 1;

  private final List<KeyPart> parts;
  private final List<List<String>> paths;

  /** Reads keys of this index. */
  public IndexKeys(IndexSpec spec) {
    this.parts = spec.key();
    this.paths = parts.stream().map(KeyPart::fields).toList();
  }

  /**
   * The keys of a document with this body, none twice; each has a {@link String} or a {@link Long}
   * for each part.
   */
  public Set<List<Object>> of(JsonObject body) {
    List<List<Object>> keys = List.of(List.of());
    for (int i = 0; i < parts.size(); i++) {
      keys = extend(keys, values(body, i));
    }
    return new LinkedHashSet<>(keys);
  }

  private static List<List<Object>> extend(List<List<Object>> keys, List<Object> values) {
    List<List<Object>> longer = new ArrayList<>(keys.size() * values.size());
    for (List<Object> key : keys) {
      for (Object value : values) {
        List<Object> next = new ArrayList<>(key);
        next.add(value);
        longer.add(next);
      }
    }
    return longer;
  }

  /** The values of one part: at most one, unless it is an array's. */
  private List<Object> values(JsonObject body, int part) {
    Object found = at(body, paths.get(part));
    List<Object> values = new ArrayList<>();
    if (!parts.get(part).each()) {
      addValue(values, found);
    } else if (found instanceof JsonArray array) {
      array.forEach(element -> addValue(values, element));
    }
    return values;
  }

  private static @Nullable Object at(JsonObject body, List<String> path) {
    Object here = body;
    for (String field : path) {
      if (!(here instanceof JsonObject object)) {
        return null;
      }
      here = object.getValue(field);
    }
    return here;
  }

  private static void addValue(List<Object> values, @Nullable Object found) {
    if (found instanceof String) {
      values.add(found);
    } else if (found instanceof Number number && isInteger(number.doubleValue())) {
      values.add(number.longValue());
    }
  }

  /** JSON does not tell 5 from 5.0, so neither does this. */
  private static boolean isInteger(double value) {
    return value == Math.rint(value) && Math.abs(value) <= MAX_INTEGER;
  }
}
