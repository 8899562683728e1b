package dev.salus.storage.couchdb;

import dev.salus.storage.couchdb.http.CouchDbHttp;
import dev.salus.storage.couchdb.http.SafeRequest;
import dev.salus.storage.couchdb.http.Unavailability;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.regex.Pattern;

/** Asks CouchDB for its {@code max_document_size}, which administrators of the server may read. */
final class ServerLimit {

  private static final String PATH = "/_node/_local/_config/couchdb/max_document_size";
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  private ServerLimit() {}

  /**
   * The size in bytes, or {@link Long#MAX_VALUE} if CouchDB does not tell this user, or nothing
   * answers; never fails.
   */
  static Future<Long> ask(CouchDbHttp http, Unavailability unavailable) {
    return SafeRequest.answer(() -> http.send(HttpMethod.GET, PATH, null), unavailable)
        .map(
            reply ->
                reply.json() instanceof String text && DIGITS.matcher(text).matches()
                    ? Long.parseLong(text)
                    : Long.MAX_VALUE)
        .otherwise(Long.MAX_VALUE);
  }
}
