package dev.salus.storage.couchdb;

import dev.salus.storage.StoreException;
import dev.salus.storage.StoreException.RevisionConflict;
import dev.salus.storage.couchdb.http.CouchDbHttp;
import dev.salus.storage.couchdb.http.Reply;
import dev.salus.storage.couchdb.http.RequestFailed;
import dev.salus.storage.couchdb.http.RequestFailed.Kind;
import dev.salus.storage.couchdb.http.Unavailability;
import dev.salus.storage.couchdb.option.CouchDbOptions;
import dev.salus.storage.couchdb.read.AllDocs;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: writes that arrive while one is under way go together in the next {@code
 * _bulk_docs}, each with its own result. Conflicts are CouchDB's own, but for those that {@link
 * UnknownIds} finds; what is stored is only read afterwards, to name it. To be used on the io
 * context only.
 */
final class BulkWriter {

  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;
  private static final Buffer HEAD = Buffer.buffer("{\"docs\":[");
  private static final Buffer TAIL = Buffer.buffer("]}");

  private final CouchDbHttp http;
  private final String database;
  private final DocumentLimit documentLimit;
  private final Unavailability unavailable;
  private final AllDocs documents;
  private final KnownIds known;
  private final UnknownIds unknownIds;
  private final LostAnswers lostAnswers;
  private final GroupCommit<PendingWrite> writes;
  private final LongAdder commits = new LongAdder();
  private final LongAdder committed = new LongAdder();

  BulkWriter(
      CouchDbHttp http,
      String database,
      CouchDbOptions.Limits limits,
      DocumentLimit documentLimit,
      Unavailability unavailable,
      RowReader rows,
      AllDocs documents,
      KnownIds known,
      GroupCommit.Pause pause) {
    this.http = http;
    this.database = database;
    this.documentLimit = documentLimit;
    this.unavailable = unavailable;
    this.documents = documents;
    this.known = known;
    this.unknownIds = new UnknownIds(documents, known);
    this.lostAnswers = new LostAnswers(http, database, unavailable, rows);
    this.writes =
        new GroupCommit<>(limits.maxBatchDocuments(), limits.maxBatchBytes(), 1, pause, this::send);
  }

  /**
   * Writes each on its own, together with others; each one's future tells what became of it. One
   * that names a revision which CouchDB cannot have given out is a conflict and never sent.
   */
  void write(List<PendingWrite> wanted) {
    Map<Boolean, List<PendingWrite>> byPossible =
        wanted.stream().collect(Collectors.partitioningBy(PendingWrite::hasPossibleRevision));
    writes.add(byPossible.getOrDefault(true, List.of()));
    List<PendingWrite> impossible = byPossible.getOrDefault(false, List.of());
    if (!impossible.isEmpty()) {
      nameConflicts(impossible)
          .onFailure(failure -> impossible.forEach(write -> write.fail(failure)));
    }
  }

  /** Fails what was not sent yet. */
  void failWaiting(Throwable reason) {
    writes.failWaiting(reason);
  }

  private Future<Void> send(List<PendingWrite> batch) {
    return unknownIds
        .refuse(batch)
        .compose(this::sendKnown)
        .recover(failure -> failAll(batch, failure));
  }

  private Future<Void> sendKnown(List<PendingWrite> batch) {
    return batch.isEmpty()
        ? Future.succeededFuture()
        : post(batch)
            .compose(reply -> answered(batch, reply), failure -> notAnswered(batch, failure));
  }

  /** Requests in which documents were sent. */
  long commits() {
    return commits.sum();
  }

  /** Documents that were in them. */
  long committedDocuments() {
    return committed.sum();
  }

  private Future<Reply> post(List<PendingWrite> batch) {
    commits.increment();
    committed.add(batch.size());
    Buffer body = Buffer.buffer().appendBuffer(HEAD);
    for (int i = 0; i < batch.size(); i++) {
      body.appendString(i == 0 ? "" : ",").appendBuffer(batch.get(i).member());
    }
    return http.send(HttpMethod.POST, "/" + database + "/_bulk_docs", body.appendBuffer(TAIL));
  }

  private Future<Void> answered(List<PendingWrite> batch, Reply reply) {
    if (reply.isSuccess() && reply.array().size() == batch.size()) {
      return answerEach(batch, reply.array());
    }
    if (!reply.isRefusal()) {
      return lostAnswer(batch);
    }
    boolean maybeOnlyOneIsBad = reply.status() == BAD_REQUEST || reply.status() == TOO_LARGE;
    if (maybeOnlyOneIsBad && batch.size() > 1) {
      return oneByOne(batch);
    }
    batch.forEach(write -> write.fail(refusal(write, reply)));
    return Future.succeededFuture();
  }

  private StoreException refusal(PendingWrite write, Reply reply) {
    return reply.status() == TOO_LARGE && !write.isDeletion()
        ? documentLimit.refused(write.bodyBytes())
        : unavailable.because(reply);
  }

  /** So that one document that CouchDB does not take keeps no other from being written. */
  private Future<Void> oneByOne(List<PendingWrite> batch) {
    Future<Void> done = Future.succeededFuture();
    for (PendingWrite write : batch) {
      done = done.compose(before -> send(List.of(write)));
    }
    return done.onFailure(failure -> failAll(batch, failure));
  }

  private Future<Void> answerEach(List<PendingWrite> batch, JsonArray answers) {
    List<PendingWrite> conflicts = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      PendingWrite write = batch.get(i);
      JsonObject answer = answers.getJsonObject(i);
      if ("conflict".equals(answer.getValue("error"))) {
        conflicts.add(write);
      } else if (!(answer.getValue("rev") instanceof String rev) || answer.containsKey("error")) {
        write.fail(unavailable.because("CouchDB refused the document"));
      } else if (Boolean.TRUE.equals(answer.getValue("accepted"))) {
        write.fail(unavailable.because("fewer CouchDB nodes than a quorum stored the document"));
      } else {
        known.seen(write.code());
        write.stored(rev);
      }
    }
    return conflicts.isEmpty() ? Future.succeededFuture() : nameConflicts(conflicts);
  }

  private Future<Void> nameConflicts(List<PendingWrite> conflicts) {
    return documents
        .liveRevisions(conflicts.stream().map(PendingWrite::code).toList())
        .onSuccess(
            now -> {
              for (int i = 0; i < conflicts.size(); i++) {
                conflict(conflicts.get(i), now.get(i));
              }
            })
        .mapEmpty();
  }

  static void conflict(PendingWrite write, @Nullable String now) {
    write.fail(new RevisionConflict(write.id(), write.expected(), now));
  }

  private Future<Void> notAnswered(List<PendingWrite> batch, Throwable failure) {
    boolean mayHaveHappened = !(failure instanceof RequestFailed f) || f.kind() != Kind.NOT_SENT;
    return mayHaveHappened ? lostAnswer(batch) : Future.failedFuture(failure);
  }

  /** Finds out what became of the writes, and sends those again that may be. */
  private Future<Void> lostAnswer(List<PendingWrite> batch) {
    return lostAnswers
        .settle(batch)
        .compose(again -> again.isEmpty() ? Future.succeededFuture() : sendAgain(again));
  }

  /** The second and last time; whatever comes now but a plain success is looked up once more. */
  private Future<Void> sendAgain(List<PendingWrite> batch) {
    return post(batch)
        .compose(reply -> lostAnswers.settle(batch), failure -> lostAnswers.settle(batch))
        .onSuccess(
            again ->
                again.forEach(
                    write -> write.fail(unavailable.because("CouchDB did not take the write"))))
        .mapEmpty();
  }

  private Future<Void> failAll(List<PendingWrite> batch, Throwable failure) {
    RuntimeException reason = unavailable.because(failure);
    batch.forEach(write -> write.fail(reason));
    return Future.failedFuture(reason);
  }
}
