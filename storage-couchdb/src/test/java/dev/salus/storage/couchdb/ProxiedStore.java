package dev.salus.storage.couchdb;

import static dev.salus.storage.contract.StoreFixture.await;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import dev.salus.storage.couchdb.testing.CouchDbBackend;
import dev.salus.storage.couchdb.testing.FaultyProxy;
import dev.salus.storage.couchdb.testing.SharedCouchDb;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Two stores on the same databases: one that reaches CouchDB through a faulty proxy, and one that
 * tells what is really there.
 *
 * @param store the one with the faults
 * @param truth the one without
 */
public record ProxiedStore(
    Vertx vertx,
    CouchDbBackend backend,
    FaultyProxy proxy,
    DocumentStore store,
    DocumentStore truth)
    implements AutoCloseable {

  public static final String THINGS = "things";
  static final String BY_KEY = "by-key";
  static final CollectionSpec SPEC =
      CollectionSpec.of(THINGS, IndexSpec.of(BY_KEY, KeyPart.of("k")));

  /** Long enough for the stand-in on a busy machine, short enough to wait for. */
  static final int TIMEOUT_MS = 1_500;

  /** Opens both, with more options for the first. */
  public static ProxiedStore open(Vertx vertx, JsonObject moreOptions) {
    CouchDbBackend backend = new CouchDbBackend(SharedCouchDb.get());
    FaultyProxy proxy = await(FaultyProxy.start(vertx, SharedCouchDb.get().url()));
    DocumentStore truth = await(backend.open(vertx, List.of(SPEC)));
    JsonObject options =
        backend
            .options()
            .put("url", proxy.url())
            .put("requestTimeoutMs", TIMEOUT_MS)
            .put("retryAfterMs", 77)
            .mergeIn(moreOptions);
    DocumentStore store = await(backend.open(vertx, options, List.of(SPEC)));
    return new ProxiedStore(vertx, backend, proxy, store, truth);
  }

  public static ProxiedStore open(Vertx vertx) {
    return open(vertx, new JsonObject());
  }

  public static JsonObject body(int k) {
    return new JsonObject().put("k", k);
  }

  /** Creates a document without any fault. */
  Document create(String id) {
    return await(truth.put(THINGS, Document.create(id, body(1))));
  }

  /** What is really there. */
  Document really(String id) {
    return await(truth.get(THINGS, id)).orElseThrow();
  }

  boolean isReallyThere(String id) {
    return await(truth.get(THINGS, id)).isPresent();
  }

  /** How many bulks were sent. */
  long bulks() {
    return proxy.requests().stream().filter(head -> head.contains("/_bulk_docs")).count();
  }

  @Override
  public void close() {
    await(store.close());
    await(truth.close());
    await(proxy.stop());
    await(backend.drop(vertx));
  }
}
