package dev.salus.storage.couchdb;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

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
  private final GroupCommit<PendingRead> reads;

  RowReader(
      CouchDbHttp http, String database, CouchDbOptions.Limits limits, Unavailability unavailable) {
    this.http = http;
    this.database = database;
    this.unavailable = unavailable;
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
    JsonArray found = reply.object().getJsonArray("rows", new JsonArray());
    if (found.size() != codes.size()) {
      throw unavailable.because("CouchDB answered with other documents than were asked for");
    }
    List<Row> rows = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      rows.add(row(codes.get(i), found.getJsonObject(i)));
    }
    return rows;
  }

  private Row row(String code, JsonObject found) {
    if (!code.equals(found.getValue("key"))) {
      throw unavailable.because("CouchDB answered with other documents than were asked for");
    }
    try {
      return Row.read(found);
    } catch (IllegalArgumentException e) {
      throw unavailable.because("CouchDB could not read a document");
    }
  }
}
