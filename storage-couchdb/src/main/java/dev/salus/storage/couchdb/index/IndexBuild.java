package dev.salus.storage.couchdb.index;

import dev.salus.storage.couchdb.http.CouchDbHttp;
import dev.salus.storage.couchdb.http.Reply;
import dev.salus.storage.couchdb.http.RequestFailed;
import dev.salus.storage.couchdb.http.RequestFailed.Kind;
import dev.salus.storage.couchdb.http.SafeRequest;
import dev.salus.storage.couchdb.http.Unavailability;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Waits until CouchDB has built a view. One query waits as long as CouchDB builds; where something
 * in between ends it before, such as a proxy after a minute, it is asked again for as long as
 * CouchDB says that it is at work. To be used on the io context only.
 */
final class IndexBuild {

  private static final Buffer ONE_ROW = new JsonObject().put("limit", 1).toBuffer();

  private final Vertx vertx;
  private final CouchDbHttp http;
  private final Unavailability unavailable;
  private final Clock clock;
  private final String database;
  private final ViewDefinition view;

  IndexBuild(
      Vertx vertx,
      CouchDbHttp http,
      Unavailability unavailable,
      Clock clock,
      String database,
      ViewDefinition view) {
    this.vertx = vertx;
    this.http = http;
    this.unavailable = unavailable;
    this.clock = clock;
    this.database = database;
    this.view = view;
  }

  /** Waits so many milliseconds at most; fails with {@code StoreUnavailable}. */
  Future<Void> await(int timeoutMs) {
    return ask(clock.instant().plusMillis(timeoutMs), true);
  }

  /** A query, however small, is answered when the index is up to date. */
  private Future<Void> ask(Instant deadline, boolean mayFailOnce) {
    long leftMs = Duration.between(clock.instant(), deadline).toMillis();
    if (leftMs <= 0) {
      return Future.failedFuture(
          unavailable.because(
              "CouchDB has not built the index "
                  + view.name()
                  + " of "
                  + database
                  + " within indexBuildTimeoutMs"));
    }
    String path = view.path(database);
    return SafeRequest.once(
            () -> http.sendPatiently(HttpMethod.POST, path, ONE_ROW, (int) leftMs), unavailable)
        .compose(this::judge, failure -> notAnswered(deadline, mayFailOnce, failure));
  }

  private Future<Void> judge(Reply reply) {
    return reply.isSuccess()
        ? Future.succeededFuture()
        : Future.failedFuture(unavailable.because(reply));
  }

  private Future<Void> notAnswered(Instant deadline, boolean mayFailOnce, Throwable failure) {
    if (failure instanceof RequestFailed request && request.kind() == Kind.NOT_SENT) {
      return Future.failedFuture(unavailable.because(failure));
    }
    return isAtWork()
        .compose(
            atWork -> {
              if (atWork) {
                return pause().compose(over -> ask(deadline, true));
              }
              return mayFailOnce
                  ? ask(deadline, false)
                  : Future.failedFuture(unavailable.because(failure));
            });
  }

  /** Whether CouchDB builds the index now; false also if it does not say. */
  private Future<Boolean> isAtWork() {
    String path = "/" + database + "/" + view.designId() + "/_info";
    return http.send(HttpMethod.GET, path, null)
        .map(reply -> reply.object().getJsonObject("view_index", new JsonObject()))
        .map(index -> Boolean.TRUE.equals(index.getValue("updater_running")))
        .otherwise(false);
  }

  private Future<Void> pause() {
    Promise<Void> over = Promise.promise();
    vertx.setTimer(unavailable.retryAfterMs(), timer -> over.complete());
    return over.future();
  }
}
