package dev.salus.gateway;

import dev.salus.api.EntityText;
import dev.salus.gateway.files.PublicFile;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered with when all went well.
 *
 * @param status the HTTP status
 * @param body null for none
 * @param text in place of a body, what has its form already; null for none
 * @param rev becomes the {@code ETag}; null for none
 * @param location null for none
 * @param file in place of a body; null for none
 * @param hasRoom whether room for the body was taken before; then it is never refused for want of
 *     that
 */
record Answer(
    int status,
    @Nullable JsonObject body,
    @Nullable Buffer text,
    @Nullable String rev,
    @Nullable String location,
    @Nullable PublicFile file,
    boolean hasRoom) {

  private static final int MANY = 16;
  private static final int LONG_TEXT = 64 * 1024;

  /** Quotes and what stands between two members, or a number. */
  private static final int SIGNS = 8;

  private Answer(int status, @Nullable JsonObject body, @Nullable String rev) {
    this(status, body, null, rev, null, null, false);
  }

  /** What is the same for everybody. */
  static Answer of(PublicFile file) {
    return new Answer(200, null, null, null, null, file, false);
  }

  /** That what is looked for is at this path. */
  static Answer elsewhere(String path) {
    return new Answer(302, null, null, null, path, null, false);
  }

  static Answer ok(JsonObject body) {
    return new Answer(200, body, null);
  }

  static Answer created(JsonObject body) {
    return new Answer(201, body, null);
  }

  static Answer noContent() {
    return new Answer(204, null, null);
  }

  /** An entity, with its revision as the tag. */
  static Answer entity(JsonObject entity) {
    return new Answer(200, entity, entity.getString("rev"));
  }

  /** The same as the text that it is. */
  static Answer entity(EntityText entity) {
    return new Answer(200, null, entity.json(), entity.rev(), null, null, false);
  }

  /** That the client has this revision already. */
  static Answer notModified(String rev) {
    return new Answer(304, null, rev);
  }

  /** That the connection is a WebSocket by now, and no answer is to be written. */
  static Answer upgraded() {
    return new Answer(101, null, null);
  }

  boolean isUpgraded() {
    return status == 101;
  }

  /** The same as made new, at this path. */
  Answer createdAt(String path) {
    return new Answer(201, body, text, rev, path, null, hasRoom);
  }

  /** The same, for which room was taken. */
  Answer inItsRoom() {
    return new Answer(status, body, text, rev, location, file, true);
  }

  /** Whether the body takes long enough to write that it is no work for an event loop. */
  boolean isBulky() {
    return body != null
        && (isLong(body.getValue("items"))
            || isLong(body.getValue("results"))
            || isLong(body.getValue("content"))
            || isLong(body.getValue("box")));
  }

  private static boolean isLong(@Nullable Object value) {
    return (value instanceof JsonArray array && (array.size() > MANY || bytes(array) > LONG_TEXT))
        || (value instanceof String text && text.length() > LONG_TEXT);
  }

  /** About how many bytes the body will have; a character counts as one. */
  long bytes() {
    return bytes(body);
  }

  private static long bytes(@Nullable Object value) {
    if (value instanceof String text) {
      return (long) text.length() + SIGNS;
    }
    if (value instanceof JsonObject object) {
      return bytes(object.getMap());
    }
    if (value instanceof JsonArray array) {
      return bytes(array.getList());
    }
    long bytes = SIGNS;
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        bytes += bytes(entry.getKey()) + bytes(entry.getValue());
      }
    } else if (value instanceof Iterable<?> list) {
      for (Object each : list) {
        bytes += bytes(each);
      }
    }
    return bytes;
  }
}
