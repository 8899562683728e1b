package dev.salus.storage.contract;

import static dev.salus.storage.contract.Samples.BY_KEY;
import static dev.salus.storage.contract.Samples.INDEXED;
import static dev.salus.storage.contract.Samples.INDEXED_SPEC;
import static dev.salus.storage.contract.Samples.PLAIN;
import static dev.salus.storage.contract.Samples.PLAIN_SPEC;
import static dev.salus.storage.contract.Samples.body;
import static dev.salus.storage.contract.Samples.get;
import static dev.salus.storage.contract.Samples.ids;
import static dev.salus.storage.contract.Samples.putNew;
import static dev.salus.storage.contract.Samples.query;
import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import dev.salus.storage.Query;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Data stays when its store is closed, for the next one that is opened on it. */
public interface KeptDataContract extends StoreContract {

  @Test
  default void data_outlivesItsInstance(StoreFixture stores) {
    DocumentStore first = stores.open(INDEXED_SPEC);
    Document kept = putNew(first, INDEXED, "a", body("k", 1));
    Document gone = putNew(first, INDEXED, "b", body("k", 1));
    await(first.delete(INDEXED, "b", gone.storedRev()));
    String since = await(first.changes(INDEXED, "0", 10)).next();
    await(first.close());

    DocumentStore second = stores.open(INDEXED_SPEC);
    assertThat(get(second, INDEXED, "a")).isEqualTo(kept);
    assertThat(await(second.get(INDEXED, "b"))).isEmpty();
    assertThat(ids(query(second, Query.of(BY_KEY, 10)))).containsExactly("a");
    assertThat(await(second.changes(INDEXED, since, 10)).items()).isEmpty();

    Document again = putNew(second, INDEXED, "b", body("k", 2));
    assertThat(Samples.generation(again)).isGreaterThan(Samples.generation(gone));
    assertThat(await(second.changes(INDEXED, since, 10)).items())
        .extracting(change -> change.rev())
        .containsExactly(again.storedRev());
  }

  @Test
  default void aNewIndex_coversWhatWasThere(StoreFixture stores) {
    DocumentStore first = stores.open(CollectionSpec.of(INDEXED));
    Stream.of("a", "b").forEach(id -> putNew(first, INDEXED, id, body("k", 1).put("x", id)));
    await(first.close());

    DocumentStore second = stores.open(INDEXED_SPEC);
    assertThat(ids(query(second, Query.of(BY_KEY, 10)))).containsExactly("a", "b");
    await(second.close());

    DocumentStore third =
        stores.open(CollectionSpec.of(INDEXED, IndexSpec.of(BY_KEY, KeyPart.of("x"))));
    assertThat(ids(query(third, Query.of(BY_KEY, 10, "b")))).containsExactly("b");
    assertThat(ids(query(third, Query.of(BY_KEY, 10, 1)))).isEmpty();
  }

  @Test
  default void undeclaredCollections_areLeftAlone(StoreFixture stores) {
    DocumentStore first = stores.open(PLAIN_SPEC, INDEXED_SPEC);
    Document document = putNew(first, PLAIN, "a", body("n", 1));
    await(first.close());

    DocumentStore second = stores.open(INDEXED_SPEC);
    assertThat(failureOf(() -> second.get(PLAIN, "a")))
        .isInstanceOf(IllegalArgumentException.class);
    await(second.close());

    assertThat(get(stores.open(PLAIN_SPEC, INDEXED_SPEC), PLAIN, "a")).isEqualTo(document);
  }
}
