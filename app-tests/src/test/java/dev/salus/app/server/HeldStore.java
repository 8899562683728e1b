package dev.salus.app.server;

import static dev.salus.testing.Await.await;

import dev.salus.core.SalusHost;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/** A data directory that somebody else has. */
public final class HeldStore implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final DocumentStore store;

  private HeldStore(Path directory) {
    JsonObject options = new JsonObject().put("directory", directory.toString());
    this.store =
        await(DocumentStores.provider("sqlite").open(vertx, options, SalusHost.collections()));
  }

  /** Takes it; fails if it is held. */
  public static HeldStore in(Path directory) {
    return new HeldStore(directory);
  }

  @Override
  public void close() {
    await(store.close());
    await(vertx.close());
  }
}
