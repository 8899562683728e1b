package dev.salus.storage.support;

import dev.salus.storage.StoreException.InvalidCursor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The position of the last entry of a page, as callers carry it: base64url of a JSON array of the
 * index's name, the key's parts and the document's id.
 *
 * <p>Nothing in it is trusted: a store only goes on from a position that lies in the range of the
 * query at hand.
 *
 * @param key the parts, each a {@link String} or a {@link Long}
 * @param id the document
 */
public record EntryPosition(List<Object> key, String id) {

  /** Copies the key. */
  public EntryPosition {
    key = List.copyOf(key);
  }

  /** The cursor of this position in the index of this name. */
  public String write(String index) {
    JsonArray json = new JsonArray().add(index);
    key.forEach(json::add);
    json.add(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.toBuffer().getBytes());
  }

  /**
   * The position in a cursor for this index with keys of this many parts.
   *
   * @throws InvalidCursor if it is no such cursor
   */
  public static EntryPosition read(String cursor, String index, int parts) {
    JsonArray json = decode(cursor);
    if (json.size() != parts + 2
        || !index.equals(json.getValue(0))
        || !(json.getValue(parts + 1) instanceof String id)) {
      throw new InvalidCursor();
    }
    List<Object> key = new ArrayList<>(parts);
    for (int i = 1; i <= parts; i++) {
      key.add(part(json.getValue(i)));
    }
    return new EntryPosition(key, id);
  }

  private static JsonArray decode(String cursor) {
    try {
      return new JsonArray(Buffer.buffer(Base64.getUrlDecoder().decode(cursor)));
    } catch (IllegalArgumentException | DecodeException e) {
      throw new InvalidCursor();
    }
  }

  private static Object part(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw new InvalidCursor();
  }
}
