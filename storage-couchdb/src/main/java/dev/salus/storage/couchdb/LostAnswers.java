package dev.salus.storage.couchdb;

import dev.salus.storage.couchdb.form.Row;
import dev.salus.storage.couchdb.form.StoredForm;
import dev.salus.storage.couchdb.http.CouchDbHttp;
import dev.salus.storage.couchdb.http.SafeRequest;
import dev.salus.storage.couchdb.http.Unavailability;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out what became of writes whose answer was lost, by reading what is stored. */
final class LostAnswers {

  private final CouchDbHttp http;
  private final String database;
  private final Unavailability unavailable;
  private final RowReader rows;

  LostAnswers(CouchDbHttp http, String database, Unavailability unavailable, RowReader rows) {
    this.http = http;
    this.database = database;
    this.unavailable = unavailable;
    this.rows = rows;
  }

  /**
   * Answers each write of which it can be told what became of it, or that it cannot be told.
   *
   * @return those that have not happened and may be sent again; fails with {@code StoreUnavailable}
   *     and answers none if nothing can be read
   */
  Future<List<PendingWrite>> settle(List<PendingWrite> writes) {
    return rows.readNow(writes.stream().map(PendingWrite::code).toList())
        .compose(found -> tokens(writes, found).map(tokens -> settle(writes, found, tokens)));
  }

  private List<PendingWrite> settle(
      List<PendingWrite> writes, List<Row> found, List<@Nullable String> tokens) {
    List<PendingWrite> notYet = new ArrayList<>();
    for (int i = 0; i < writes.size(); i++) {
      PendingWrite write = writes.get(i);
      Row now = found.get(i);
      switch (Outcome.of(write, now, tokens.get(i))) {
        case STORED -> write.stored(String.valueOf(now.rev()));
        case LOST -> BulkWriter.conflict(write, now.liveRev());
        case NOT_YET -> notYet.add(write);
        case UNKNOWN ->
            write.fail(unavailable.because("it is not known whether the write happened"));
      }
    }
    return notYet;
  }

  private Future<List<@Nullable String>> tokens(List<PendingWrite> writes, List<Row> found) {
    List<Future<@Nullable String>> tokens = new ArrayList<>();
    for (int i = 0; i < writes.size(); i++) {
      Row now = found.get(i);
      boolean mayBeOurTombstone = writes.get(i).isDeletion() && now.isDeleted();
      tokens.add(
          mayBeOurTombstone
              ? tombstoneToken(writes.get(i).code(), now)
              : Future.succeededFuture(now.token()));
    }
    return Future.all(tokens).map(all -> all.<@Nullable String>list());
  }

  private Future<@Nullable String> tombstoneToken(String code, Row now) {
    String path = "/" + database + "/" + code + "?rev=" + now.rev();
    return SafeRequest.send(() -> http.send(HttpMethod.GET, path, null), unavailable)
        .map(reply -> reply.object().getString(StoredForm.TOKEN));
  }
}
