package dev.salus.core;

import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SalusHost} is started with; a store has to be named, all else has a default. Not
 * thread-safe; may start more than once only with a store that is named.
 */
public final class SalusHostBuilder {

  private final Vertx vertx;
  private SalusSettings settings = SalusSettings.defaults();
  private Consumer<String> waiting = line -> {};
  private @Nullable Supplier<Future<DocumentStore>> store;

  SalusHostBuilder(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * On the store of a plugin.
   *
   * @param name for example {@code sqlite}; the plugin's artifact has to be on the class path
   * @param options the plugin's own settings, as {@code docs/operations.md} lists them
   */
  public SalusHostBuilder store(String name, JsonObject options) {
    JsonObject copy = options.copy();
    this.store = () -> open(name, copy);
    return this;
  }

  /**
   * On a store that is open, and has the {@link SalusHost#collections()}; it is closed with the
   * server, also if that does not start.
   */
  public SalusHostBuilder store(DocumentStore open) {
    this.store = () -> Future.succeededFuture(open);
    return this;
  }

  /** Runs so; {@link SalusSettings#defaults} if nothing is said. */
  public SalusHostBuilder settings(SalusSettings newSettings) {
    this.settings = newSettings;
    return this;
  }

  /**
   * Tells what the opening of the store waits for. That may take hours; see {@link
   * dev.salus.storage.DocumentStoreProvider#open(Vertx, JsonObject, java.util.List, Consumer)}.
   *
   * @param listener is told for people, from time to time, on any thread
   */
  public SalusHostBuilder whileWaiting(Consumer<String> listener) {
    this.waiting = listener;
    return this;
  }

  /**
   * Opens the store and deploys the verticles on it.
   *
   * @return the running server; if anything fails, everything is closed again and the future fails
   *     with the reason, such as {@link IllegalStateException} if there is no such plugin
   * @throws NullPointerException if no store was named
   */
  public Future<SalusHost> start() {
    return Objects.requireNonNull(store, "a server needs a store: name one with store(…)")
        .get()
        .compose(open -> SalusHost.start(vertx, open, settings));
  }

  private Future<DocumentStore> open(String name, JsonObject options) {
    return Future.succeededFuture(name)
        .map(DocumentStores::provider)
        .compose(provider -> provider.open(vertx, options, SalusHost.collections(), waiting));
  }
}
