package dev.salus.storage.couchdb;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer of CouchDB.
 *
 * @param status the HTTP status
 * @param json the body of a success, an object or an array; null for any other status
 */
record Reply(int status, @Nullable Object json) {

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** True if CouchDB refused the request as it was sent, hence did nothing. */
  boolean isRefusal() {
    return status >= 300 && status < 500;
  }

  /** The body as an object; an empty one if it is not. */
  JsonObject object() {
    return json instanceof JsonObject object ? object : new JsonObject();
  }

  /** The body as an array; an empty one if it is not. */
  JsonArray array() {
    return json instanceof JsonArray array ? array : new JsonArray();
  }
}
