package dev.salus.storage.support;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many bytes JSON takes, counted and not written down, which would take longer. */
public final class JsonSize {

  /** Quotes and what stands between two members. */
  private static final int SIGNS = 4;

  private static final int LONGEST_NUMBER = 20;

  private JsonSize() {}

  /**
   * About how many bytes a value takes, rather more than less; a character counts as one, as those
   * of base64 and of ids are.
   */
  public static long of(@Nullable Object value) {
    if (value instanceof String text) {
      return (long) text.length() + SIGNS;
    }
    if (value instanceof JsonObject object) {
      return of(object.getMap());
    }
    if (value instanceof JsonArray array) {
      return of(array.getList());
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .mapToLong(entry -> of(entry.getKey()) + of(entry.getValue()))
          .sum();
    }
    return value instanceof Iterable<?> list ? ofAll(list) : LONGEST_NUMBER;
  }

  private static long ofAll(Iterable<?> values) {
    long bytes = SIGNS;
    for (Object value : values) {
      bytes += of(value);
    }
    return bytes;
  }
}
