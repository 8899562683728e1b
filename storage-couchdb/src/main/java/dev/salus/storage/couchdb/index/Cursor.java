package dev.salus.storage.couchdb.index;

import dev.salus.storage.StoreException.InvalidCursor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import java.util.Base64;
import java.util.List;

/**
 * Where the next page begins, as callers carry it: base64url of a JSON array of the index's name
 * and the key of the first entry that was not shown. Nothing in it is trusted: it only ever narrows
 * the range of the query at hand.
 */
public final class Cursor {

  private Cursor() {}

  /** The cursor of a page of this index that begins with this key. */
  public static String write(String index, List<Object> key) {
    JsonArray json = new JsonArray().add(index);
    key.forEach(json::add);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.toBuffer().getBytes());
  }

  /**
   * The key in a cursor.
   *
   * @param parts how many parts the index has, without the id
   * @throws InvalidCursor if it is none of this index, or the key is not in the range
   */
  public static List<Object> read(String cursor, String index, int parts, KeyRange range) {
    JsonArray json = decode(cursor);
    if (json.size() != parts + 2 || !index.equals(json.remove(0))) {
      throw new InvalidCursor();
    }
    List<Object> key = key(json);
    if (!(key.get(parts) instanceof String) || !range.contains(key)) {
      throw new InvalidCursor();
    }
    return key;
  }

  private static JsonArray decode(String cursor) {
    try {
      return new JsonArray(Buffer.buffer(Base64.getUrlDecoder().decode(cursor)));
    } catch (IllegalArgumentException | DecodeException | NullPointerException notOurs) {
      throw new InvalidCursor();
    }
  }

  private static List<Object> key(JsonArray json) {
    try {
      return KeyRange.key(json);
    } catch (IllegalArgumentException notAKey) {
      throw new InvalidCursor();
    }
  }
}
