package dev.salus.storage.memory;

import dev.salus.storage.contract.StorageContract;
import dev.salus.storage.contract.TestBackend;
import io.vertx.core.json.JsonObject;

/** The store in memory keeps every promise of the SPI. */
class MemoryStoreContractTest implements StorageContract {

  @Override
  public TestBackend newBackend() {
    return (vertx, collections) ->
        new MemoryStoreProvider().open(vertx, new JsonObject(), collections);
  }
}
