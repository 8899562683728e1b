package dev.salus.storage.couchdb.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer of CouchDB.
 *
 * @param status the HTTP status
 * @param json the body of a success, an object or an array; null for any other status
 * @param reason what CouchDB says about any other status, for people; empty if it says nothing
 * @param bytes how long the body was
 */
public record Reply(int status, @Nullable Object json, String reason, int bytes) {

  private static final int MOST_REASON_BYTES = 8_192;
  private static final int MOST_REASON_CHARS = 200;

  /** A success with this body. */
  static Reply success(int status, @Nullable Object json, int bytes) {
    return new Reply(status, json, "", bytes);
  }

  /** Any other answer; its body need not be CouchDB's. */
  static Reply failure(int status, Buffer body) {
    String reason = body.length() <= MOST_REASON_BYTES ? reason(body) : "";
    return new Reply(status, null, reason, body.length());
  }

  private static String reason(Buffer body) {
    try {
      return Json.decodeValue(body) instanceof JsonObject object
              && object.getValue("reason") instanceof String text
          ? onOneLine(text)
          : "";
    } catch (DecodeException notJson) {
      return "";
    }
  }

  private static String onOneLine(String text) {
    String printable = text.replaceAll("[^\\p{Print}]+", " ").strip();
    return printable.substring(0, Math.min(MOST_REASON_CHARS, printable.length()));
  }

  /** What precedes it, and CouchDB's reason if it gave one. */
  public String withReason(String text) {
    return reason.isEmpty() ? text : text + ": " + reason;
  }

  /** Whether the status is 200 to 299. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** True if CouchDB refused the request as it was sent, hence did nothing. */
  public boolean isRefusal() {
    return status >= 300 && status < 500;
  }

  /** True if a status says that whoever answers has nobody to ask (502, 503, 504). */
  boolean isOfNobodyThere() {
    return status >= 502 && status <= 504;
  }

  /** The body as an object; an empty one if it is not. */
  public JsonObject object() {
    return json instanceof JsonObject object ? object : new JsonObject();
  }

  /** The body as an array; an empty one if it is not. */
  public JsonArray array() {
    return json instanceof JsonArray array ? array : new JsonArray();
  }
}
