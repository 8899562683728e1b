package dev.salus.storage.sqlite;

import static dev.salus.storage.contract.StoreFixture.await;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;

/** A store on a directory, with a Vert.x of its own. */
record Opened(Vertx vertx, DocumentStore store) implements AutoCloseable {

  static final String NOTES = "notes";

  /** Notes, by the number {@code n} and by their {@code tags}. */
  static final CollectionSpec NOTES_SPEC =
      CollectionSpec.of(
          NOTES,
          IndexSpec.of("by-number", KeyPart.of("n")),
          IndexSpec.of("by-tag", KeyPart.each("tags"), KeyPart.of("n")));

  static Opened in(Path directory) {
    return in(new JsonObject().put("directory", directory.toString()));
  }

  static Opened in(JsonObject options) {
    Vertx vertx = Vertx.vertx();
    try {
      return new Opened(
          vertx, await(new SqliteStoreProvider().open(vertx, options, List.of(NOTES_SPEC))));
    } catch (RuntimeException | Error e) {
      await(vertx.close());
      throw e;
    }
  }

  @Override
  public void close() {
    await(store.close());
    await(vertx.close());
  }
}
