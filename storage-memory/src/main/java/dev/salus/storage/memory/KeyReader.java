package dev.salus.storage.memory;

import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the keys that a document has in one index, by the rules of {@link IndexSpec}. */
final class KeyReader {

  private static final long MAX_INTEGER = (1L << 53) - 1;
  private static final Pattern DOT = Pattern.compile("\\.");

  private final List<KeyPart> parts;
  private final List<List<String>> paths;

  KeyReader(IndexSpec spec) {
    this.parts = spec.key();
    this.paths = parts.stream().map(part -> List.of(DOT.split(part.path(), -1))).toList();
  }

  /** The entries of this document, none twice. */
  Set<IndexEntry> entries(String id, JsonObject body) {
    List<List<Object>> keys = List.of(List.of());
    for (int i = 0; i < parts.size(); i++) {
      keys = extend(keys, values(body, i));
    }
    Set<IndexEntry> entries = new LinkedHashSet<>();
    for (List<Object> key : keys) {
      entries.add(new IndexEntry(key, id));
    }
    return entries;
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
    Object value = found instanceof Number number ? integer(number) : found;
    if (value instanceof String || value instanceof Long) {
      values.add(value);
    }
  }

  /** JSON does not tell 5 from 5.0, so neither does this. Null if it is not a safe integer. */
  private static @Nullable Long integer(Number number) {
    if (number instanceof Integer || number instanceof Long) {
      return Math.abs(number.doubleValue()) <= MAX_INTEGER ? number.longValue() : null;
    }
    double value = number.doubleValue();
    return value == Math.rint(value) && Math.abs(value) <= MAX_INTEGER ? (long) value : null;
  }
}
