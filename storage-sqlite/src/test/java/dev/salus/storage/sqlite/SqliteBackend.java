package dev.salus.storage.sqlite;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.contract.TestBackend;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An empty directory for the data of one test. */
final class SqliteBackend implements TestBackend {

  private final Path directory;

  SqliteBackend() {
    try {
      directory = Files.createTempDirectory("salus-sqlite-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Future<DocumentStore> open(Vertx vertx, List<CollectionSpec> collections) {
    return new SqliteStoreProvider()
        .open(vertx, new JsonObject().put("directory", directory.toString()), collections);
  }

  @Override
  public Future<Void> drop(Vertx vertx) {
    return vertx.fileSystem().deleteRecursive(directory.toString());
  }
}
