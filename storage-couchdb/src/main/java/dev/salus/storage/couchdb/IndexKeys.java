package dev.salus.storage.couchdb;

import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys that {@link MapFunction} emits for a document, computed here: a view's row and the
 * document that comes with it are not read at one moment, and a page must not show a document that
 * has left the range meanwhile.
 */
final class IndexKeys {

  private static final long MAX_INTEGER = (1L << 53) - 1;

  private final List<KeyPart> parts;
  private final List<List<String>> paths;

  IndexKeys(IndexSpec spec) {
    this.parts = spec.key();
    this.paths = parts.stream().map(MapFunction::path).toList();
  }

  /** The keys, each with the encoded id as its last part. */
  Set<List<Object>> of(String code, JsonObject body) {
    List<List<Object>> keys = List.of(List.of());
    for (int i = 0; i < paths.size(); i++) {
      keys = extend(keys, values(body, i));
    }
    return new LinkedHashSet<>(extend(keys, Set.of(code)));
  }

  private static List<List<Object>> extend(List<List<Object>> keys, Set<Object> values) {
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

  private Set<Object> values(JsonObject body, int part) {
    Object found = at(body, paths.get(part));
    Set<Object> values = new LinkedHashSet<>();
    if (!parts.get(part).each()) {
      addKey(values, found);
    } else if (found instanceof JsonArray array) {
      array.forEach(element -> addKey(values, element));
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

  private static void addKey(Set<Object> keys, @Nullable Object value) {
    if (value instanceof String text) {
      keys.add(TextCode.encode(text));
    } else if (value instanceof Number number
        && Math.rint(number.doubleValue()) == number.doubleValue()
        && Math.abs(number.doubleValue()) <= MAX_INTEGER) {
      keys.add(number.longValue());
    }
  }
}
