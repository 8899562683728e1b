package dev.salus.storage.contract;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** An empty place for the data of one test, and the way to open stores on it. */
@FunctionalInterface
public interface TestBackend {

  /**
   * Opens a store as its provider does. For {@link SharedDataContract} every store that is opened
   * here works on the same data; otherwise each may have its own.
   */
  Future<DocumentStore> open(Vertx vertx, List<CollectionSpec> collections);

  /** Removes the data, after all stores were closed. */
  default Future<Void> drop(Vertx vertx) {
    return Future.succeededFuture();
  }
}
