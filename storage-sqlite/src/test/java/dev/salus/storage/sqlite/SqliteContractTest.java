package dev.salus.storage.sqlite;

import dev.salus.storage.contract.KeptDataContract;
import dev.salus.storage.contract.Scale;
import dev.salus.storage.contract.StorageContract;
import dev.salus.storage.contract.TestBackend;

/** The store keeps every promise of the SPI; one on its directory at a time. */
class SqliteContractTest implements StorageContract, KeptDataContract {

  @Override
  public TestBackend newBackend() {
    return new SqliteBackend();
  }

  /** As many writers as usual, who write less often: each write waits for the disk. */
  @Override
  public Scale scale() {
    return new Scale(8, 12, 24);
  }
}
