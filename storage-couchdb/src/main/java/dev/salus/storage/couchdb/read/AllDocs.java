package dev.salus.storage.couchdb.read;

import dev.salus.storage.couchdb.form.Row;
import dev.salus.storage.couchdb.http.CouchDbHttp;
import dev.salus.storage.couchdb.http.Reply;
import dev.salus.storage.couchdb.http.RequestFailed;
import dev.salus.storage.couchdb.http.SafeRequest;
import dev.salus.storage.couchdb.http.Unavailability;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST _all_docs} of one database: what there is under given ids. Futures fail with {@code
 * StoreUnavailable} unless something else is said.
 */
public final class AllDocs {

  private final CouchDbHttp http;
  private final Unavailability unavailable;
  private final String withoutDocuments;
  private final String withDocuments;
  private final Consumer<String> seen;

  /**
   * @param seen is told of each encoded id that CouchDB shows a revision of
   */
  public AllDocs(
      CouchDbHttp http, String database, Unavailability unavailable, Consumer<String> seen) {
    this.http = http;
    this.unavailable = unavailable;
    this.withoutDocuments = "/" + database + "/_all_docs";
    this.withDocuments = withoutDocuments + "?include_docs=true";
    this.seen = seen;
  }

  /**
   * Rows in the order of the ids that were asked for.
   *
   * @param bytes how long CouchDB's answer was
   */
  record Rows(List<Row> rows, long bytes) {}

  /**
   * The rows of these encoded ids, with their documents.
   *
   * @return fails with {@link RequestFailed} of the kind {@code TOO_LONG} if the answer has more
   *     bytes than that; the rest of it is not taken in
   */
  Future<Rows> rows(List<String> codes, long mostBytes) {
    return SafeRequest.bounded(
            () -> http.send(HttpMethod.POST, withDocuments, keys(codes), mostBytes), unavailable)
        .map(reply -> new Rows(rows(codes, reply), reply.bytes()));
  }

  /** The revision of each document, null where there is none now; no document is read. */
  public Future<List<@Nullable String>> liveRevisions(List<String> codes) {
    return found(codes).map(found -> liveRevisions(codes, found));
  }

  private List<@Nullable String> liveRevisions(List<String> codes, JsonArray found) {
    List<@Nullable String> revs = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      JsonObject row = found.getJsonObject(i);
      boolean isGone =
          Row.isOfNothing(row) || Boolean.TRUE.equals(value(codes, i, row).getValue("deleted"));
      revs.add(isGone ? null : value(codes, i, row).getString("rev"));
    }
    return revs;
  }

  /** Which of these encoded ids CouchDB has no document of and never had; no document is read. */
  public Future<Set<String>> neverThere(List<String> codes) {
    return found(codes).map(found -> neverThere(codes, found));
  }

  private Set<String> neverThere(List<String> codes, JsonArray found) {
    Set<String> never = new HashSet<>();
    for (int i = 0; i < codes.size(); i++) {
      JsonObject row = found.getJsonObject(i);
      if (Row.isOfNothing(row)) {
        never.add(codes.get(i));
      } else {
        value(codes, i, row);
      }
    }
    return never;
  }

  /** What a row says of a document that is or was there. */
  private JsonObject value(List<String> codes, int index, JsonObject row) {
    if (row.getValue("value") instanceof JsonObject value) {
      seen.accept(codes.get(index));
      return value;
    }
    throw unavailable.because("CouchDB could not read a document");
  }

  private Future<JsonArray> found(List<String> codes) {
    return SafeRequest.send(
            () -> http.send(HttpMethod.POST, withoutDocuments, keys(codes)), unavailable)
        .map(reply -> found(codes, reply));
  }

  private static Buffer keys(List<String> codes) {
    return new JsonObject().put("keys", new JsonArray(codes)).toBuffer();
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
        seen.accept(code);
      }
      return row;
    } catch (IllegalArgumentException e) {
      throw unavailable.because("CouchDB could not read a document");
    }
  }
}
