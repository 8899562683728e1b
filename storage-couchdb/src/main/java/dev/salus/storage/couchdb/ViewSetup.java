package dev.salus.storage.couchdb;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Brings the views of a database into being. A view whose definition changed is a new design
 * document, which CouchDB builds to the end before it is used; the old one goes after that.
 */
final class ViewSetup {

  private static final int CONFLICT = 409;

  /** All design documents, from the first to what would come after the last. */
  private static final Buffer ALL_DESIGNS =
      new JsonObject().put("startkey", "_design/").put("endkey", "_design0").toBuffer();

  private final CouchDbHttp http;
  private final Unavailability unavailable;
  private final int buildTimeoutMs;

  ViewSetup(CouchDbHttp http, Unavailability unavailable, int buildTimeoutMs) {
    this.http = http;
    this.unavailable = unavailable;
    this.buildTimeoutMs = buildTimeoutMs;
  }

  /** Installs and builds what is missing, then removes other versions of the same views. */
  Future<Void> ensure(String database, List<ViewDefinition> views) {
    return designs(database)
        .compose(
            there -> Future.all(views.stream().map(view -> ensure(database, view, there)).toList()))
        .mapEmpty();
  }

  private Future<Void> ensure(String database, ViewDefinition view, List<Design> there) {
    boolean isThere = there.stream().anyMatch(design -> design.id().equals(view.designId()));
    List<Design> old = there.stream().filter(design -> view.isOtherVersion(design.id())).toList();
    return (isThere ? Future.<Void>succeededFuture() : install(database, view))
        .compose(installed -> build(database, view))
        .compose(built -> Future.all(old.stream().map(design -> remove(database, design)).toList()))
        .mapEmpty();
  }

  private record Design(String id, String rev) {}

  private Future<List<Design>> designs(String database) {
    String path = "/" + database + "/_all_docs";
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
    return new Design(
        row.getString("id"), row.getJsonObject("value", new JsonObject()).getString("rev", ""));
  }

  /** A conflict means that another instance was faster; the id says that it is the same. */
  private Future<Void> install(String database, ViewDefinition view) {
    return http.send(HttpMethod.PUT, "/" + database + "/" + view.designId(), view.designDocument())
        .recover(failure -> Future.failedFuture(unavailable.because(failure)))
        .compose(reply -> expect(reply, reply.isSuccess() || reply.status() == CONFLICT));
  }

  /** A query, however small, is answered when the index is up to date. */
  private Future<Void> build(String database, ViewDefinition view) {
    Buffer one = new JsonObject().put("limit", 1).toBuffer();
    return SafeRequest.send(
            () -> http.send(HttpMethod.POST, view.path(database), one, buildTimeoutMs), unavailable)
        .mapEmpty();
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
