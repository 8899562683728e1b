package dev.salus.storage.sqlite;

import dev.salus.storage.contract.TestBackend;
import dev.salus.storage.contract.model.StorageModelProperties;

/** The store against the model. */
class SqliteModelTest extends StorageModelProperties {

  @Override
  protected TestBackend newBackend() {
    return new SqliteBackend();
  }
}
