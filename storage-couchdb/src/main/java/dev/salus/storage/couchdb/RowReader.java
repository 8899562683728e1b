package dev.salus.storage.couchdb;

import dev.salus.storage.couchdb.form.Row;
import dev.salus.storage.couchdb.http.CouchDbHttp;
import dev.salus.storage.couchdb.http.Reply;
import dev.salus.storage.couchdb.http.SafeRequest;
import dev.salus.storage.couchdb.http.Unavailability;
import dev.salus.storage.couchdb.option.CouchDbOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads documents by id. Reads that arrive while others are under way go together in the next
 * {@code POST _all_docs}. To be used on the io context only.
 */
final class RowReader {

  /** So many requests may be under way: one slow answer does not hold up all readers. */
  private static final int MOST_AT_ONCE = 4;

  private final CouchDbHttp http;
  private final String database;
  private final Unavailability unavailable;
  private final KnownIds known;
  private final GroupCommit<PendingRead> reads;

  RowReader(
      CouchDbHttp http,
      String database,
      CouchDbOptions.Limits limits,
      Unavailability unavailable,
      KnownIds known) {
    this.http = http;
    this.database = database;
    this.unavailable = unavailable;
    this.known = known;
    this.reads =
        new GroupCommit<>(
            limits.maxBatchDocuments(),
            limits.maxBatchBytes(),
            MOST_AT_ONCE,
            GroupCommit.Pause.NONE,
            this::send);
  }

  private record PendingRead(String code, Promise<Row> promise) implements GroupCommit.Item {
    /** The promise: any number of reads of one document may share a request. */
    @Override
    public Object id() {
      return promise;
    }

    @Override
    public int bytes() {
      return code.length();
    }

    @Override
    public void fail(Throwable reason) {
      promise.tryFail(reason);
    }
  }

  /** The rows of these encoded ids, in their order, together with other reads. */
  Future<List<Row>> read(List<String> codes) {
    List<PendingRead> wanted =
        codes.stream().map(code -> new PendingRead(code, Promise.<Row>promise())).toList();
    reads.add(wanted);
    return Future.join(wanted.stream().map(read -> read.promise().future()).toList())
        .map(all -> all.<Row>list());
  }

  /** The rows of these encoded ids, in a request of their own that waits for no other. */
  Future<List<Row>> readNow(List<String> codes) {
    JsonObject keys = new JsonObject().put("keys", new JsonArray(codes));
    String path = "/" + database + "/_all_docs?include_docs=true";
    return SafeRequest.send(() -> http.send(HttpMethod.POST, path, keys.toBuffer()), unavailable)
        .map(reply -> rows(codes, reply));
  }

  /** Which of these encoded ids CouchDB has no document of and never had; reads no document. */
  Future<Set<String>> neverThere(List<String> codes) {
    JsonObject keys = new JsonObject().put("keys", new JsonArray(codes));
    String path = "/" + database + "/_all_docs";
    return SafeRequest.send(() -> http.send(HttpMethod.POST, path, keys.toBuffer()), unavailable)
        .map(reply -> neverThere(codes, reply));
  }

  private Set<String> neverThere(List<String> codes, Reply reply) {
    JsonArray found = found(codes, reply);
    Set<String> never = new HashSet<>();
    for (int i = 0; i < codes.size(); i++) {
      JsonObject row = found.getJsonObject(i);
      if (Row.isOfNothing(row)) {
        never.add(codes.get(i));
      } else if (row.getValue("value") instanceof JsonObject) {
        known.seen(codes.get(i));
      } else {
        throw unavailable.because("CouchDB could not read a document");
      }
    }
    return never;
  }

  /** Fails what was not sent yet. */
  void failWaiting(Throwable reason) {
    reads.failWaiting(reason);
  }

  private Future<Void> send(List<PendingRead> batch) {
    return readNow(batch.stream().map(PendingRead::code).toList())
        .onSuccess(rows -> answer(batch, rows))
        .onFailure(failure -> batch.forEach(read -> read.fail(failure)))
        .mapEmpty();
  }

  private static void answer(List<PendingRead> batch, List<Row> rows) {
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).promise().tryComplete(rows.get(i));
    }
  }

  private List<Row> rows(List<String> codes, Reply reply) {
    JsonArray found = found(codes, reply);
    List<Row> rows = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      rows.add(row(codes.get(i), found.getJsonObject(i)));
    }
    return rows;
  }

  /** A row for each id, in their order. */
  private JsonArray found(List<String> codes, Reply reply) {
    JsonArray found = reply.object().getJsonArray("rows", new JsonArray());
    boolean isWhatWasAsked = found.size() == codes.size();
    for (int i = 0; isWhatWasAsked && i < codes.size(); i++) {
      isWhatWasAsked = codes.get(i).equals(found.getJsonObject(i).getValue("key"));
    }
    if (!isWhatWasAsked) {
      throw unavailable.because("CouchDB answered with other documents than were asked for");
    }
    return found;
  }

  private Row row(String code, JsonObject found) {
    try {
      Row row = Row.read(found);
      if (row.rev() != null) {
        known.seen(code);
      }
      return row;
    } catch (IllegalArgumentException e) {
      throw unavailable.because("CouchDB could not read a document");
    }
  }
}
