package dev.salus.storage.couchdb;

import dev.salus.storage.ConflictReport;
import dev.salus.storage.ConflictReport.ConflictedDocument;
import dev.salus.storage.couchdb.form.TextCode;
import dev.salus.storage.couchdb.http.SafeRequest;
import dev.salus.storage.couchdb.http.Unavailability;
import dev.salus.storage.couchdb.index.IndexProgress;
import dev.salus.storage.couchdb.index.ViewDefinition;
import dev.salus.storage.couchdb.option.CouchDbOptions;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds conflicts that replication made: the same document written on two servers, or on both sides
 * of a cut in a cluster. Nothing resolves them but people: both revisions were acknowledged to
 * somebody.
 *
 * <p>They are found with a view of their own, which the first search installs and CouchDB then
 * builds, so that later searches cost what was written since.
 */
final class CouchDbConflicts {

  /** CouchDB itself adds the field that is tested to the documents that it maps. */
  private static final ViewDefinition VIEW =
      new ViewDefinition(
          "conflicts",
          "function(doc){if(doc._conflicts){"
              + "emit(doc._id,{shown:doc._rev,hidden:doc._conflicts});}}");

  private CouchDbConflicts() {}

  /** Searches with this connection, and closes it. */
  static Future<ConflictReport> find(
      CouchDbConnection connection, CouchDbOptions options, List<String> collections, int limit) {
    Search search = new Search(connection, options, limit);
    Future<List<ConflictReport>> reports =
        connection
            .contact()
            .compose(
                reached ->
                    connection
                        .callers()
                        .call(
                            () ->
                                Future.all(collections.stream().map(search::in).toList())
                                    .map(all -> all.<ConflictReport>list())));
    return reports.map(CouchDbConflicts::join).eventually(() -> connection.close());
  }

  private static ConflictReport join(List<ConflictReport> reports) {
    return new ConflictReport(
        reports.stream().mapToLong(ConflictReport::total).sum(),
        reports.stream().flatMap(report -> report.documents().stream()).toList());
  }

  private record Search(CouchDbConnection connection, CouchDbOptions options, int limit) {

    Future<ConflictReport> in(String collection) {
      String database = options.database(collection);
      Unavailability unavailable = connection.unavailability();
      IndexProgress progress = new IndexProgress(connection.http(), line -> {});
      Buffer request = new JsonObject().put("limit", limit).toBuffer();
      return connection
          .views(progress)
          .ensure(database, List.of(VIEW))
          .compose(
              built ->
                  SafeRequest.send(
                      () -> connection.http().send(HttpMethod.POST, VIEW.path(database), request),
                      unavailable))
          .map(reply -> report(collection, reply.object()));
    }

    private static ConflictReport report(String collection, JsonObject answer) {
      JsonArray rows = answer.getJsonArray("rows", new JsonArray());
      return new ConflictReport(
          answer.getLong("total_rows", (long) rows.size()),
          IntStream.range(0, rows.size())
              .mapToObj(rows::getJsonObject)
              .map(row -> conflicted(collection, row))
              .flatMap(Optional::stream)
              .toList());
    }

    private static Optional<ConflictedDocument> conflicted(String collection, JsonObject row) {
      JsonObject value = row.getJsonObject("value");
      List<String> hidden = value.getJsonArray("hidden").stream().map(String::valueOf).toList();
      return TextCode.decode(row.getString("id"))
          .map(id -> new ConflictedDocument(collection, id, value.getString("shown"), hidden));
    }
  }
}
