package dev.salus.storage.couchdb.index;

import dev.salus.storage.couchdb.http.CouchDbHttp;
import dev.salus.storage.couchdb.http.Reply;
import dev.salus.storage.couchdb.http.SafeRequest;
import dev.salus.storage.couchdb.http.Unavailability;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Brings the views of a database into being. A view whose definition changed is a new design
 * document, which CouchDB builds to the end before it is used. The old one stays meanwhile and for
 * {@link #KEPT} more, for instances of the version before that still run or are started again.
 */
public final class ViewSetup {

  /** So long after its successor was installed a view is still there. */
  public static final Duration KEPT = Duration.ofDays(1);

  private static final int CONFLICT = 409;

  /** All design documents, from the first to what would come after the last. */
  private static final Buffer ALL_DESIGNS =
      new JsonObject().put("startkey", "_design/").put("endkey", "_design0").toBuffer();

  private final Vertx vertx;
  private final CouchDbHttp http;
  private final Unavailability unavailable;
  private final Clock clock;
  private final int buildTimeoutMs;
  private final IndexProgress progress;

  /**
   * @param buildTimeoutMs how long CouchDB may take to build a view, milliseconds
   * @param progress is told which views are being built
   */
  public ViewSetup(
      Vertx vertx,
      CouchDbHttp http,
      Unavailability unavailable,
      Clock clock,
      int buildTimeoutMs,
      IndexProgress progress) {
    this.vertx = vertx;
    this.http = http;
    this.unavailable = unavailable;
    this.clock = clock;
    this.buildTimeoutMs = buildTimeoutMs;
    this.progress = progress;
  }

  /** Installs and builds what is missing, then removes old versions of views that were there. */
  public Future<Void> ensure(String database, List<ViewDefinition> views) {
    return designs(database)
        .compose(
            there -> Future.all(views.stream().map(view -> ensure(database, view, there)).toList()))
        .mapEmpty();
  }

  private Future<Void> ensure(String database, ViewDefinition view, List<Design> there) {
    Optional<Design> own =
        there.stream().filter(design -> design.id().equals(view.designId())).findFirst();
    List<Design> old =
        there.stream()
            .filter(design -> view.isOtherVersion(design.id()))
            .filter(design -> own.map(design::isReplacedBy).orElse(false))
            .toList();
    boolean mayGo = own.map(design -> design.isOlderThan(KEPT, clock)).orElse(false);
    return (own.isPresent() ? Future.<Void>succeededFuture() : install(database, view))
        .compose(installed -> build(database, view))
        .compose(
            built ->
                Future.all(
                    (mayGo ? old : List.<Design>of())
                        .stream().map(design -> remove(database, design)).toList()))
        .mapEmpty();
  }

  /**
   * A design document.
   *
   * @param installed when, milliseconds since 1970; 0 if it does not say
   */
  private record Design(String id, String rev, long installed) {

    /** Of two versions of a view the one that was installed later is that of the newer program. */
    boolean isReplacedBy(Design other) {
      return installed < other.installed;
    }

    boolean isOlderThan(Duration age, Clock clock) {
      return installed <= clock.instant().minus(age).toEpochMilli();
    }
  }

  private Future<List<Design>> designs(String database) {
    String path = "/" + database + "/_all_docs?include_docs=true";
    return SafeRequest.send(() -> http.send(HttpMethod.POST, path, ALL_DESIGNS), unavailable)
        .map(reply -> reply.object().getJsonArray("rows", new JsonArray()))
        .map(
            rows ->
                IntStream.range(0, rows.size())
                    .mapToObj(rows::getJsonObject)
                    .map(ViewSetup::design)
                    .toList());
  }

  private static Design design(JsonObject row) {
    JsonObject stored = row.getJsonObject("doc", new JsonObject());
    return new Design(
        row.getString("id"),
        row.getJsonObject("value", new JsonObject()).getString("rev", ""),
        stored.getValue(ViewDefinition.INSTALLED) instanceof Number installed
            ? installed.longValue()
            : 0);
  }

  /** A conflict means that another instance was faster; the id says that it is the same. */
  private Future<Void> install(String database, ViewDefinition view) {
    Buffer design = view.designDocument(clock.millis());
    return http.send(HttpMethod.PUT, "/" + database + "/" + view.designId(), design)
        .recover(failure -> Future.failedFuture(unavailable.because(failure)))
        .compose(reply -> expect(reply, reply.isSuccess() || reply.status() == CONFLICT));
  }

  private Future<Void> build(String database, ViewDefinition view) {
    return progress.during(
        database,
        view,
        new IndexBuild(vertx, http, unavailable, clock, database, view).await(buildTimeoutMs));
  }

  private Future<Void> remove(String database, Design old) {
    String path = "/" + database + "/" + old.id() + "?rev=" + old.rev();
    return http.send(HttpMethod.DELETE, path, null)
        .recover(failure -> Future.failedFuture(unavailable.because(failure)))
        .compose(reply -> expect(reply, reply.isSuccess() || reply.isRefusal()));
  }

  private Future<Void> expect(Reply reply, boolean isFine) {
    return isFine ? Future.succeededFuture() : Future.failedFuture(unavailable.because(reply));
  }
}
