package dev.salus.storage.couchdb;

import dev.salus.storage.Document;
import dev.salus.storage.IndexKeys;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import dev.salus.storage.StoreException.LargerThanBound;
import dev.salus.storage.couchdb.form.Row;
import dev.salus.storage.couchdb.form.StoredForm;
import dev.salus.storage.couchdb.form.TextCode;
import dev.salus.storage.couchdb.http.CouchDbHttp;
import dev.salus.storage.couchdb.http.Reply;
import dev.salus.storage.couchdb.http.RequestFailed;
import dev.salus.storage.couchdb.http.SafeRequest;
import dev.salus.storage.couchdb.http.Unavailability;
import dev.salus.storage.couchdb.index.Cursor;
import dev.salus.storage.couchdb.index.KeyRange;
import dev.salus.storage.couchdb.index.MapFunction;
import dev.salus.storage.couchdb.read.PieceReader;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of one index from its view. The documents are asked for with the keys; where that is
 * more than a page may have, the keys are, and then documents while there is room.
 */
final class IndexReader {

  /** After a page that was too long, so many are read without trying. */
  private static final int CAREFUL_PAGES = 16;

  private final CouchDbHttp http;
  private final Unavailability unavailable;
  private final String path;
  private final IndexSpec spec;
  private final IndexKeys keys;
  private final KnownIds known;
  private final PieceReader pieces;

  /** How many of the next pages are not tried with their documents. */
  private int careful;

  IndexReader(
      CouchDbHttp http,
      String database,
      IndexSpec spec,
      Unavailability unavailable,
      KnownIds known,
      PieceReader pieces) {
    this.http = http;
    this.unavailable = unavailable;
    this.path = MapFunction.view(spec).path(database);
    this.spec = spec;
    this.keys = new IndexKeys(spec);
    this.known = known;
    this.pieces = pieces;
  }

  /**
   * What a query asks of the view.
   *
   * @throws IllegalArgumentException if the query does not fit the index
   * @throws dev.salus.storage.StoreException.InvalidCursor if its cursor does not fit the query
   */
  KeyRange range(Query query) {
    KeyRange whole = KeyRange.of(query, spec.key().size());
    return query.cursor() == null
        ? whole
        : whole.startingAt(
            Cursor.read(query.cursor(), spec.name(), spec.key().size(), whole), query.descending());
  }

  /** The page that begins with the range, of at most as many bytes as the query permits. */
  Future<Page> page(KeyRange range, Query query) {
    if (range.isEmpty()) {
      return Future.succeededFuture(new Page(List.of(), null));
    }
    if (careful > 0) {
      careful--;
      return pageInPieces(range, query);
    }
    return SafeRequest.bounded(
            () -> http.send(HttpMethod.POST, path, body(range, query, true), query.bound().bytes()),
            unavailable)
        .compose(
            reply -> Future.succeededFuture(page(rows(reply), query.limit())),
            failure ->
                RequestFailed.isTooLong(failure)
                    ? tooLong(range, query)
                    : Future.failedFuture(failure));
  }

  /** One row more is read to know where the next page begins. */
  private static Buffer body(KeyRange range, Query query, boolean withDocuments) {
    return new JsonObject()
        .put(query.descending() ? "endkey" : "startkey", new JsonArray(range.low()))
        .put(query.descending() ? "startkey" : "endkey", new JsonArray(range.high()))
        .put("descending", query.descending())
        .put("include_docs", withDocuments)
        .put("limit", query.limit() + 1)
        .toBuffer();
  }

  private Future<Page> tooLong(KeyRange range, Query query) {
    careful = CAREFUL_PAGES;
    return pageInPieces(range, query);
  }

  /** First the keys, then as many of the documents as the bound permits. */
  private Future<Page> pageInPieces(KeyRange range, Query query) {
    return SafeRequest.send(
            () -> http.send(HttpMethod.POST, path, body(range, query, false)), unavailable)
        .compose(reply -> documentsOf(rows(reply), query));
  }

  private Future<Page> documentsOf(JsonArray rows, Query query) {
    int shown = Math.min(query.limit(), rows.size());
    List<String> codes =
        IntStream.range(0, shown).mapToObj(i -> rows.getJsonObject(i).getString("id")).toList();
    List<Document> items = new ArrayList<>();
    int[] at = {0};
    return pieces
        .read(
            codes,
            query.bound(),
            read -> read.forEach(row -> show(row, rows.getJsonObject(at[0]++), items)))
        .map(count -> page(items, rows, count));
  }

  private void show(Row read, JsonObject row, List<Document> items) {
    read.document()
        .filter(document -> hasKey(document, row.getString("id"), key(row)))
        .ifPresent(items::add);
  }

  private Page page(List<Document> items, JsonArray rows, int count) {
    if (count == 0 && rows.size() > 0) {
      throw new LargerThanBound();
    }
    return new Page(items, next(rows, count));
  }

  private JsonArray rows(Reply reply) {
    JsonArray rows = reply.object().getJsonArray("rows");
    if (rows == null) {
      throw unavailable.because("CouchDB answered without rows");
    }
    return rows;
  }

  private Page page(JsonArray rows, int limit) {
    List<Document> items = new ArrayList<>();
    for (int i = 0; i < Math.min(limit, rows.size()); i++) {
      document(rows.getJsonObject(i)).ifPresent(items::add);
    }
    return new Page(items, next(rows, limit));
  }

  private @Nullable String next(JsonArray rows, int shown) {
    return rows.size() > shown ? Cursor.write(spec.name(), key(rows.getJsonObject(shown))) : null;
  }

  private Optional<Document> document(JsonObject row) {
    if (!(row.getValue("doc") instanceof JsonObject stored)) {
      return Optional.empty();
    }
    List<Object> key = key(row);
    if (stored.getValue("_id") instanceof String code) {
      known.seen(code);
    }
    return StoredForm.read(stored).filter(document -> hasKey(document, row.getString("id"), key));
  }

  /**
   * A view's row and the document that comes with it are not read at one moment, and a page must
   * not show a document that has left the range meanwhile.
   */
  private boolean hasKey(Document document, String code, List<Object> key) {
    return keys.of(document.body()).stream().map(each -> emitted(each, code)).anyMatch(key::equals);
  }

  /** As {@link MapFunction} emits it: with the encoded id as its last part. */
  private static List<Object> emitted(List<Object> key, String code) {
    List<Object> emitted = new ArrayList<>();
    for (Object part : key) {
      emitted.add(part instanceof String text ? TextCode.encode(text) : part);
    }
    emitted.add(code);
    return emitted;
  }

  private List<Object> key(JsonObject row) {
    try {
      return KeyRange.key(row.getJsonArray("key"));
    } catch (IllegalArgumentException e) {
      throw unavailable.because("CouchDB answered with a key that no index has");
    }
  }
}
