package dev.salus.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Requests' parts as nobody should send them: from noise to a valid body with one thing wrong. */
final class Junk {

  private static final List<Object> VALUES =
      Arrays.asList(
          null,
          true,
          0,
          -1,
          1.5,
          Long.MAX_VALUE,
          9_007_199_254_740_992L,
          "",
          "x",
          "admin",
          "\u0000",
          "\ud83d\ude00",
          "__proto__",
          "{\"$gt\":null}",
          "A".repeat(5_000),
          "00000000-0000-0000-0000-000000000000",
          "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
          new JsonArray(),
          new JsonObject());

  private final Random random;

  Junk(Random random) {
    this.random = random;
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** A part of a path or a query: a fresh id, something tempting, or bytes. */
  String segment() {
    return switch (random.nextInt(4)) {
      case 0 -> UUID.randomUUID().toString();
      case 1 ->
          oneOf(
              List.of("me", "get", "bulk", "null", "_design", "%2e%2e", "%00", "a%2Fb", "Patient"));
      default -> percentEncoded(random.nextInt(40));
    };
  }

  private String percentEncoded(int length) {
    StringBuilder text = new StringBuilder("x");
    for (int i = 0; i < length; i++) {
      text.append(String.format("%%%02x", random.nextInt(256)));
    }
    return text.toString();
  }

  /** A query with some of these names, and others. */
  String query(List<String> names) {
    StringBuilder query = new StringBuilder("?");
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = names.isEmpty() || oneIn(5) ? segment() : oneOf(names);
      query.append(name).append('=').append(segment()).append('&');
    }
    return query.toString();
  }

  /** Bytes that are hardly JSON, JSON that is hardly right, or the template with a fault. */
  Buffer body(JsonObject template) {
    return switch (random.nextInt(6)) {
      case 0 -> bytes(random.nextInt(200));
      case 1 -> object(3, template).toBuffer();
      case 2 -> cut(template.toBuffer());
      default -> faulty(template).toBuffer();
    };
  }

  private Buffer bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Buffer.buffer(bytes);
  }

  private Buffer cut(Buffer whole) {
    Buffer some = whole.getBuffer(0, random.nextInt(whole.length()));
    return oneIn(2) ? some : some.appendBuffer(bytes(5)).appendBuffer(whole);
  }

  private JsonObject object(int depth, JsonObject template) {
    JsonObject object = new JsonObject();
    List<String> names = new ArrayList<>(template.fieldNames());
    names.add("more");
    for (int i = random.nextInt(5); i > 0; i--) {
      object.put(oneOf(names), depth > 0 && oneIn(3) ? object(depth - 1, template) : value());
    }
    return object;
  }

  private Object value() {
    Object value = oneOf(VALUES);
    return oneIn(5) ? new JsonArray(Arrays.asList(value, value)) : value;
  }

  /** A copy in which one field, somewhere, is another, gone or too many. */
  private JsonObject faulty(JsonObject template) {
    JsonObject copy = template.copy();
    Object at = copy;
    while (true) {
      Object next = at instanceof JsonObject object ? change(object) : change((JsonArray) at);
      if (next == null) {
        return copy;
      }
      at = next;
    }
  }

  /** Changes the object, or says where to go on. */
  private Object change(JsonObject object) {
    if (object.isEmpty() || oneIn(6)) {
      object.put("more", value());
      return null;
    }
    String name = oneOf(new ArrayList<>(object.fieldNames()));
    Object value = object.getValue(name);
    if (isNested(value) && !oneIn(3)) {
      return value;
    }
    if (oneIn(4)) {
      object.remove(name);
    } else {
      object.put(name, value());
    }
    return null;
  }

  private Object change(JsonArray array) {
    if (array.isEmpty() || oneIn(4)) {
      array.add(value());
      return null;
    }
    int at = random.nextInt(array.size());
    Object value = array.getValue(at);
    if (isNested(value) && !oneIn(3)) {
      return value;
    }
    array.set(at, value());
    return null;
  }

  private static boolean isNested(Object value) {
    return value instanceof JsonObject || value instanceof JsonArray;
  }
}
