package dev.salus.storage.couchdb;

import dev.salus.storage.Change;
import dev.salus.storage.ChangePage;
import dev.salus.storage.couchdb.form.Sequences;
import dev.salus.storage.couchdb.http.CouchDbHttp;
import dev.salus.storage.couchdb.http.Reply;
import dev.salus.storage.couchdb.http.SafeRequest;
import dev.salus.storage.couchdb.http.Unavailability;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads pages of a database's changes. */
final class ChangeReader {

  private static final int BAD_REQUEST = 400;

  private final CouchDbHttp http;
  private final String database;
  private final Unavailability unavailable;

  ChangeReader(CouchDbHttp http, String database, Unavailability unavailable) {
    this.http = http;
    this.database = database;
    this.unavailable = unavailable;
  }

  /**
   * The changes after a checked sequence. Where CouchDB's page holds design documents only, the one
   * after it is read: an empty page means that there is nothing more.
   */
  Future<ChangePage> page(String since, int limit) {
    return page(since, since, limit);
  }

  private Future<ChangePage> page(String asked, String since, int limit) {
    return request("since=" + since + "&limit=" + limit)
        .compose(
            answer -> {
              List<Change> items = changes(answer);
              boolean onlyOthers = items.isEmpty() && !rows(answer).isEmpty();
              return onlyOthers
                  ? page(asked, last(answer), limit)
                  : Future.succeededFuture(
                      new ChangePage(items, items.isEmpty() ? asked : last(answer)));
            });
  }

  /** The sequence of the newest change. */
  Future<String> now() {
    return request("since=now&limit=1").map(this::last);
  }

  private Future<JsonObject> request(String parameters) {
    String path = "/" + database + "/_changes?" + parameters;
    return SafeRequest.answer(() -> http.send(HttpMethod.GET, path, null), unavailable)
        .compose(this::object);
  }

  private Future<JsonObject> object(Reply reply) {
    if (reply.isSuccess()) {
      return Future.succeededFuture(reply.object());
    }
    return Future.failedFuture(
        reply.status() == BAD_REQUEST ? Sequences.foreign() : unavailable.because(reply));
  }

  private static List<Change> changes(JsonObject answer) {
    JsonArray rows = rows(answer);
    return IntStream.range(0, rows.size())
        .mapToObj(rows::getJsonObject)
        .map(Sequences::change)
        .flatMap(Optional::stream)
        .toList();
  }

  private static JsonArray rows(JsonObject answer) {
    return answer.getJsonArray("results", new JsonArray());
  }

  private String last(JsonObject answer) {
    return Sequences.read(answer.getValue("last_seq"))
        .orElseThrow(() -> unavailable.because("CouchDB answered without a sequence"));
  }
}
