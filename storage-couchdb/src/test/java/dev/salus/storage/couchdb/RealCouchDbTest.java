package dev.salus.storage.couchdb;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static dev.salus.storage.couchdb.ProxiedStore.BY_KEY;
import static dev.salus.storage.couchdb.ProxiedStore.THINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.PutResult;
import dev.salus.storage.Query;
import dev.salus.storage.couchdb.form.TextCode;
import dev.salus.storage.couchdb.option.CouchDbOptions;
import dev.salus.storage.couchdb.testing.CouchDbBackend;
import dev.salus.storage.couchdb.testing.CouchDbExtension;
import dev.salus.storage.couchdb.testing.CouchDbRequests;
import dev.salus.storage.couchdb.testing.RealCouchDb;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What only Apache CouchDB can show. */
@ExtendWith(VertxExtension.class)
class RealCouchDbTest {

  @RegisterExtension static final CouchDbExtension COUCHDB = new CouchDbExtension();

  /** Attempts at one write while CouchDB starts again; each is answered in a second or so. */
  private static final int MOST_ATTEMPTS = 200;

  private Vertx vertx;
  private CouchDbBackend backend;
  private DocumentStore store;

  @BeforeEach
  void open(Vertx aVertx) {
    vertx = aVertx;
    backend = new CouchDbBackend(COUCHDB.server());
    store = await(backend.open(vertx, List.of(ProxiedStore.SPEC)));
  }

  @AfterEach
  void close() {
    await(store.close());
    await(backend.drop(vertx));
  }

  @Test
  @RealCouchDb(because = "forgets everything when it restarts")
  void restartUnderLoad_losesNoAcknowledgedWrite() {
    List<Future<List<Document>>> writers =
        IntStream.range(0, 16).mapToObj(writer -> writeChain(writer, 0, 40)).toList();
    CouchDbRequests requests = new CouchDbRequests(vertx, COUCHDB.server());
    await(requests.send(HttpMethod.POST, "/_node/_local/_restart", new JsonObject()));

    for (Future<List<Document>> writer : writers) {
      for (Document acknowledged : await(writer)) {
        assertThat(await(store.get(THINGS, acknowledged.id()))).contains(acknowledged);
      }
    }
  }

  /** Creates documents one after the other; what is acknowledged comes back. */
  private Future<List<Document>> writeChain(int writer, int number, int count) {
    if (number == count) {
      return Future.succeededFuture(new ArrayList<>());
    }
    JsonObject body = ProxiedStore.body(number);
    return create(Document.create("w" + writer + "-" + number, body), MOST_ATTEMPTS)
        .compose(
            stored ->
                writeChain(writer, number + 1, count)
                    .onSuccess(rest -> stored.ifPresent(rest::add)));
  }

  /** Until it is stored, or turns out to have been stored without an acknowledgement. */
  private Future<Optional<Document>> create(Document document, int attempts) {
    return store
        .putMany(THINGS, List.of(document))
        .compose(
            results -> {
              if (results.get(0) instanceof PutResult.Stored stored) {
                return Future.succeededFuture(Optional.of(stored.document()));
              }
              return attempts == 0
                  ? Future.succeededFuture(Optional.empty())
                  : store
                      .get(THINGS, document.id())
                      .otherwise(Optional.empty())
                      .compose(
                          found ->
                              found.isPresent()
                                  ? Future.succeededFuture(Optional.empty())
                                  : create(document, attempts - 1));
            });
  }

  @Test
  @RealCouchDb(because = "orders keys without ICU")
  void collation_tellsAllTextsApartAndOrdersAsTheStoreThinks() {
    List<String> texts = new ArrayList<>();
    for (int c = 1; c < Character.MIN_SURROGATE; c += 61) {
      texts.add("k" + (char) c);
    }
    List.of("-", "0", "9", "a", "z", "a-", "a0", "a-0", "ab", "").forEach(texts::add);
    List<String> byCode = new ArrayList<>(texts);
    byCode.sort(java.util.Comparator.comparing(TextCode::encode));
    Collections.shuffle(texts, new Random(1));
    await(
        store.putMany(
            THINGS,
            texts.stream()
                .map(text -> Document.create("t" + text, new JsonObject().put("k", text)))
                .toList()));

    assertThat(await(store.query(THINGS, Query.of(BY_KEY, 1_000))).items())
        .extracting(document -> document.body().getString("k"))
        .isEqualTo(byCode.subList(0, Math.min(1_000, byCode.size())));
    for (String text : texts.subList(0, 50)) {
      assertThat(await(store.query(THINGS, Query.of(BY_KEY, 10, text))).items())
          .extracting(Document::id)
          .containsExactly("t" + text);
    }
  }

  @Test
  @RealCouchDb(because = "takes any sequence for a number")
  void sequenceOfAnotherServer_isTheCallersBug() {
    assertThat(failureOf(() -> store.changes(THINGS, "12-nonsense", 10)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(failureOf(() -> store.subscribe(THINGS, "12-nonsense", change -> {})))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @RealCouchDb(because = "drops fields named __proto__")
  void fieldsThatJavaScriptTreatsSpecially_areKept() {
    JsonObject body = new JsonObject().put("__proto__", new JsonObject().put("x", 1)).put("k", 1);

    Document created = await(store.put(THINGS, Document.create("a", body)));

    assertThat(await(store.get(THINGS, "a"))).contains(created);
    assertThat(await(store.query(THINGS, Query.of(BY_KEY, 10, 1))).items())
        .containsExactly(created);
  }

  @Test
  @RealCouchDb(because = "does not bound the size of a document")
  void aDocumentOfTheLargestSize_isTaken() {
    int size = CouchDbOptions.read(backend.options(), name -> null).limits().maxDocumentBytes();
    JsonObject body = new JsonObject().put("text", "x".repeat(size - "{\"text\":\"\"}".length()));

    Document created = await(store.put(THINGS, Document.create("a", body)));

    assertThat(await(store.get(THINGS, "a"))).contains(created);
  }
}
