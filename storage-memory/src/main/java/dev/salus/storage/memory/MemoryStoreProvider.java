package dev.salus.storage.memory;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStoreProvider;
import dev.salus.storage.support.CountedHistory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * Opens stores in memory; each is empty at first and shares nothing with another. Takes no options.
 */
public final class MemoryStoreProvider implements DocumentStoreProvider {

  private static final int HISTORY_BYTES = 10;

  private final SecureRandom random;

  /** For {@link java.util.ServiceLoader}. */
  public MemoryStoreProvider() {
    this(new SecureRandom());
  }

  MemoryStoreProvider(SecureRandom random) {
    this.random = random;
  }

  /** {@code memory}. */
  @Override
  public String name() {
    return "memory";
  }

  @Override
  public void check(JsonObject options) {
    if (!options.isEmpty()) {
      String names = String.join(", ", new TreeSet<>(options.fieldNames()));
      throw new IllegalArgumentException("the memory store has no option named " + names);
    }
  }

  /**
   * Opens an empty store.
   *
   * <p>Fails with {@link IllegalArgumentException} naming the options if there are any, or the
   * collection that is declared twice.
   */
  @Override
  public Future<DocumentStore> open(
      Vertx vertx, JsonObject options, List<CollectionSpec> collections) {
    try {
      check(options);
      return Future.succeededFuture(new MemoryDocumentStore(vertx, collections, newHistory()));
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
  }

  private CountedHistory newHistory() {
    byte[] id = new byte[HISTORY_BYTES];
    random.nextBytes(id);
    return new CountedHistory(HexFormat.of().formatHex(id));
  }
}
