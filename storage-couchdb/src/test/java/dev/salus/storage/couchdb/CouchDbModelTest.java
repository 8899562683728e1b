package dev.salus.storage.couchdb;

import dev.salus.storage.contract.TestBackend;
import dev.salus.storage.contract.model.StorageModelProperties;
import dev.salus.storage.contract.model.StoreOperation;
import dev.salus.storage.couchdb.testing.CouchDbBackend;
import dev.salus.storage.couchdb.testing.SharedCouchDb;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CouchDbModelTest extends StorageModelProperties {

  @Override
  protected TestBackend newBackend() {
    return new CouchDbBackend(SharedCouchDb.get());
  }

  @Override
  @Property(tries = 30)
  protected void store_answersAsTheModel(@ForAll("operations") List<StoreOperation> operations) {
    super.store_answersAsTheModel(operations);
  }

  @Override
  @Property(tries = 30)
  protected void index_findsTheEqualOnly(
      @ForAll("values") List<Object> values, @ForAll("keys") Object wanted) {
    super.index_findsTheEqualOnly(values, wanted);
  }
}
