package dev.salus.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.FoundDocuments;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import dev.salus.storage.Page;
import dev.salus.storage.PutResult;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Collections, documents and short forms of calls that many tests use. */
public final class Samples {

  public static final long MAX_INTEGER = (1L << 53) - 1;

  /** A collection without an index. */
  static final String PLAIN = "plain";

  /** A collection with {@link #BY_KEY} and {@link #BY_OWNER}. */
  public static final String INDEXED = "indexed-1";

  /** On the field {@code k}. */
  static final String BY_KEY = "by-key";

  /** On the fields {@code owner} and {@code k}. */
  public static final String BY_OWNER = "by-owner";

  static final CollectionSpec PLAIN_SPEC = CollectionSpec.of(PLAIN);

  public static final CollectionSpec INDEXED_SPEC =
      CollectionSpec.of(
          INDEXED,
          IndexSpec.of(BY_KEY, KeyPart.of("k")),
          IndexSpec.of(BY_OWNER, KeyPart.of("owner"), KeyPart.of("k")));

  private Samples() {}

  static JsonObject body(String field, Object value) {
    return new JsonObject().put(field, value);
  }

  /** Creates a document. */
  static Document putNew(DocumentStore store, String collection, String id, JsonObject body) {
    return StoreFixture.await(store.put(collection, Document.create(id, body)));
  }

  /** Creates documents of one field {@code k}, with the ids d000, d001… */
  static List<Document> createAll(DocumentStore store, List<?> keys) {
    return putAll(store, INDEXED, documents(keys));
  }

  static List<Document> documents(List<?> keys) {
    return Stream.iterate(0, i -> i + 1)
        .limit(keys.size())
        .map(i -> Document.create(id(i), body("k", keys.get(i))))
        .toList();
  }

  /** Puts documents of which none may be refused. */
  public static List<Document> putAll(
      DocumentStore store, String collection, List<Document> documents) {
    return StoreFixture.await(store.putMany(collection, documents)).stream()
        .map(PutResult.Stored.class::cast)
        .map(PutResult.Stored::document)
        .toList();
  }

  public static String id(int number) {
    return String.format("d%03d", number);
  }

  static Document get(DocumentStore store, String collection, String id) {
    return StoreFixture.await(store.get(collection, id)).orElseThrow();
  }

  /** What is stored under all of these ids, which is not much. */
  static List<Optional<Document>> getMany(
      DocumentStore store, String collection, List<String> ids) {
    FoundDocuments found = StoreFixture.await(store.getMany(collection, ids, ReadBound.OF_PAGE));
    assertThat(found.rest()).isEmpty();
    return found.documents();
  }

  public static Page query(DocumentStore store, Query query) {
    return StoreFixture.await(store.query(INDEXED, query));
  }

  public static List<String> ids(Page page) {
    return page.items().stream().map(Document::id).toList();
  }

  /** The values of the field {@code k} of a page's documents. */
  static List<Object> keys(Page page) {
    return page.items().stream().map(document -> document.body().getValue("k")).toList();
  }

  /** JSON does not tell an int from a long. */
  static int compareNumbers(Object a, Object b) {
    return Long.compare(((Number) a).longValue(), ((Number) b).longValue());
  }

  public static long generation(Document document) {
    String rev = document.storedRev();
    return Long.parseLong(rev.substring(0, rev.indexOf('-')));
  }
}
