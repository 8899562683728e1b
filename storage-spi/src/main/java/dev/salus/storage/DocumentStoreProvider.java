package dev.salus.storage;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A store plugin, found by {@link java.util.ServiceLoader} and chosen by its name. */
public interface DocumentStoreProvider {

  /** The name by which configuration chooses this store, lower-case; for example {@code memory}. */
  String name();

  /**
   * Opens the store with every declared collection and index ready to be used.
   *
   * @param options the plugin's own settings; an unknown or unusable one fails the future with
   *     {@link IllegalArgumentException} naming it
   * @param collections all that the application will use, each name once; others that the store
   *     holds are left alone
   * @return the store; fails with {@link StoreException.StoreUnavailable} if it cannot be reached
   */
  Future<DocumentStore> open(Vertx vertx, JsonObject options, List<CollectionSpec> collections);
}
