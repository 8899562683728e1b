package dev.salus.storage.couchdb;

import dev.salus.storage.Document;
import dev.salus.storage.ReadBound;
import dev.salus.storage.couchdb.form.Row;
import dev.salus.storage.couchdb.option.CouchDbOptions;
import dev.salus.storage.couchdb.read.PieceReader;
import dev.salus.storage.support.JsonSize;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Reads documents by id. Reads of single documents that arrive while others are under way go
 * together in the next {@code POST _all_docs}; whoever reads many has requests of its own. To be
 * used on the io context only.
 */
final class RowReader {

  /** So many requests may be under way: one slow answer does not hold up all readers. */
  private static final int MOST_AT_ONCE = 4;

  private final PieceReader pieces;
  private final GroupCommit<PendingRead> reads;

  RowReader(PieceReader pieces, CouchDbOptions.Limits limits) {
    this.pieces = pieces;
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

  /** The row of an encoded id, together with other reads. */
  Future<Row> read(String code) {
    Promise<Row> row = Promise.promise();
    reads.add(List.of(new PendingRead(code, row)));
    return row.future();
  }

  /** The documents of the first of these encoded ids, as many as the bound permits. */
  Future<List<Optional<Document>>> documents(List<String> codes, ReadBound bound) {
    if (codes.size() == 1) {
      return read(codes.get(0)).map(row -> within(bound, row.document()));
    }
    List<Optional<Document>> found = new ArrayList<>();
    return pieces
        .read(codes, bound, rows -> rows.forEach(row -> found.add(row.document())))
        .map(count -> found);
  }

  private static List<Optional<Document>> within(ReadBound bound, Optional<Document> found) {
    long bytes = found.map(document -> JsonSize.of(document.body())).orElse(0L);
    return bound.admits(0, true, bytes) ? List.of(found) : List.of();
  }

  /** The rows of these encoded ids without bodies, in requests that wait for no other. */
  Future<List<Row>> readNow(List<String> codes) {
    List<Row> found = new ArrayList<>();
    return pieces
        .readAll(codes, rows -> rows.forEach(row -> found.add(row.withoutBody())))
        .map(all -> found);
  }

  /** Fails what was not sent yet. */
  void failWaiting(Throwable reason) {
    reads.failWaiting(reason);
  }

  private Future<Void> send(List<PendingRead> batch) {
    Iterator<PendingRead> next = batch.iterator();
    return pieces
        .readAll(
            batch.stream().map(PendingRead::code).toList(),
            rows -> rows.forEach(row -> next.next().promise().tryComplete(row)))
        .onFailure(failure -> batch.forEach(read -> read.fail(failure)));
  }
}
