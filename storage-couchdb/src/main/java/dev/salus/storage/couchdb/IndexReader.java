package dev.salus.storage.couchdb;

import dev.salus.storage.Document;
import dev.salus.storage.IndexKeys;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import dev.salus.storage.couchdb.form.StoredForm;
import dev.salus.storage.couchdb.form.TextCode;
import dev.salus.storage.couchdb.http.CouchDbHttp;
import dev.salus.storage.couchdb.http.SafeRequest;
import dev.salus.storage.couchdb.http.Unavailability;
import dev.salus.storage.couchdb.index.Cursor;
import dev.salus.storage.couchdb.index.KeyRange;
import dev.salus.storage.couchdb.index.MapFunction;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads pages of one index from its view. */
final class IndexReader {

  private final CouchDbHttp http;
  private final Unavailability unavailable;
  private final String path;
  private final IndexSpec spec;
  private final IndexKeys keys;
  private final KnownIds known;

  IndexReader(
      CouchDbHttp http,
      String database,
      IndexSpec spec,
      Unavailability unavailable,
      KnownIds known) {
    this.http = http;
    this.unavailable = unavailable;
    this.path = MapFunction.view(spec).path(database);
    this.spec = spec;
    this.keys = new IndexKeys(spec);
    this.known = known;
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

  /** The page that begins with the range; one row more is read to know where the next begins. */
  Future<Page> page(KeyRange range, boolean descending, int limit) {
    if (range.isEmpty()) {
      return Future.succeededFuture(new Page(List.of(), null));
    }
    JsonObject request =
        new JsonObject()
            .put(descending ? "endkey" : "startkey", new JsonArray(range.low()))
            .put(descending ? "startkey" : "endkey", new JsonArray(range.high()))
            .put("descending", descending)
            .put("include_docs", true)
            .put("limit", limit + 1);
    return SafeRequest.send(() -> http.send(HttpMethod.POST, path, request.toBuffer()), unavailable)
        .map(reply -> page(reply.object().getJsonArray("rows"), limit));
  }

  private Page page(@Nullable JsonArray rows, int limit) {
    if (rows == null) {
      throw unavailable.because("CouchDB answered without rows");
    }
    List<Document> items = new ArrayList<>();
    for (int i = 0; i < Math.min(limit, rows.size()); i++) {
      document(rows.getJsonObject(i)).ifPresent(items::add);
    }
    String next =
        rows.size() > limit ? Cursor.write(spec.name(), key(rows.getJsonObject(limit))) : null;
    return new Page(items, next);
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
