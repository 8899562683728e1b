package dev.salus.storage.memory;

import dev.salus.storage.contract.TestBackend;
import dev.salus.storage.contract.model.StorageModelProperties;
import io.vertx.core.json.JsonObject;

/** The embedded store against the model. */
class MemoryStoreModelTest extends StorageModelProperties {

  @Override
  protected TestBackend newBackend() {
    return (vertx, collections) ->
        new MemoryStoreProvider().open(vertx, new JsonObject(), collections);
  }
}
