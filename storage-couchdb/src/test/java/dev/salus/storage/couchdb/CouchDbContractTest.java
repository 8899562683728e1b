package dev.salus.storage.couchdb;

import dev.salus.storage.contract.KeptDataContract;
import dev.salus.storage.contract.Scale;
import dev.salus.storage.contract.SharedDataContract;
import dev.salus.storage.contract.StorageContract;
import dev.salus.storage.contract.StoreFixture;
import dev.salus.storage.contract.TestBackend;
import dev.salus.storage.couchdb.testing.CouchDbBackend;
import dev.salus.storage.couchdb.testing.CouchDbExtension;
import dev.salus.storage.couchdb.testing.RealCouchDb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CouchDbContractTest implements StorageContract, KeptDataContract, SharedDataContract {

  @RegisterExtension static final CouchDbExtension COUCHDB = new CouchDbExtension();

  @Override
  public TestBackend newBackend() {
    return new CouchDbBackend(COUCHDB.server());
  }

  @Override
  public Scale scale() {
    return Scale.SMALL;
  }

  @Override
  @Test
  @RealCouchDb(because = "gives out plain numbers, which do not name the data that they are of")
  public void changes_sinceASequenceOfOtherData_areAllOrNone(StoreFixture stores) {
    StorageContract.super.changes_sinceASequenceOfOtherData_areAllOrNone(stores);
  }
}
