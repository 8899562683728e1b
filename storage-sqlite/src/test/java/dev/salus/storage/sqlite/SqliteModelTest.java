package dev.salus.storage.sqlite;

import dev.salus.storage.contract.StorageModelProperties;
import dev.salus.storage.contract.TestBackend;

/** The store against the model. */
class SqliteModelTest extends StorageModelProperties {

  @Override
  protected TestBackend newBackend() {
    return new SqliteBackend();
  }
}
