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

import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.PutResult;
import dev.salus.storage.Query;
import dev.salus.storage.StoreException.RevisionConflict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several instances on the same data at once. */
public interface SharedDataContract extends StoreContract {

  @Test
  default void aWrite_isSeenByEveryInstance(StoreFixture stores) {
    DocumentStore one = stores.open(INDEXED_SPEC);
    DocumentStore two = stores.open(INDEXED_SPEC);

    Document created = putNew(one, INDEXED, "a", body("k", 1));
    assertThat(get(two, INDEXED, "a")).isEqualTo(created);
    assertThat(query(two, Query.of(BY_KEY, 10)).items()).containsExactly(created);

    Document changed = await(two.put(INDEXED, created.withBody(body("k", 2))));
    assertThat(failureOf(() -> one.put(INDEXED, created))).isInstanceOf(RevisionConflict.class);
    assertThat(ids(query(one, Query.of(BY_KEY, 10, 1)))).isEmpty();

    await(one.delete(INDEXED, "a", changed.storedRev()));
    assertThat(await(two.get(INDEXED, "a"))).isEmpty();
  }

  @Test
  default void writersOnTwoInstances_oneWinnerPerRevision(StoreFixture stores) {
    List<DocumentStore> instances = List.of(stores.open(PLAIN_SPEC), stores.open(PLAIN_SPEC));
    Document current = putNew(instances.get(0), PLAIN, "a", body("n", 0));

    for (int round = 0; round < stores.scale().rounds(); round++) {
      Document read = current;
      List<PutResult> results =
          Threads.race(
              stores.scale().writers(),
              writer ->
                  await(
                          instances
                              .get(writer % 2)
                              .putMany(PLAIN, List.of(read.withBody(body("n", writer)))))
                      .get(0));
      List<PutResult> winners =
          results.stream().filter(PutResult.Stored.class::isInstance).toList();
      assertThat(winners).hasSize(1);
      current = ((PutResult.Stored) winners.get(0)).document();
      assertThat(get(instances.get(0), PLAIN, "a")).isEqualTo(current);
      assertThat(get(instances.get(1), PLAIN, "a")).isEqualTo(current);
    }
  }

  @Test
  default void aSubscriber_isToldWhatAnotherInstanceWrites(StoreFixture stores) {
    DocumentStore one = stores.open(PLAIN_SPEC);
    DocumentStore two = stores.open(PLAIN_SPEC);
    ChangeRecorder recorder = new ChangeRecorder();
    await(one.subscribe(PLAIN, "now", recorder));

    Map<String, String> expected = new HashMap<>();
    expected.put("a", putNew(two, PLAIN, "a", body("n", 1)).storedRev());
    expected.put("b", putNew(one, PLAIN, "b", body("n", 1)).storedRev());
    recorder.awaitLatest(expected);
    await(two.delete(PLAIN, "a", expected.get("a")));
    expected.put("a", null);
    recorder.awaitLatest(expected);

    assertThat(recorder.inOrder()).isTrue();
  }

  @Test
  default void aClosedInstance_tellsNothingMore(StoreFixture stores) {
    DocumentStore one = stores.open(PLAIN_SPEC);
    DocumentStore two = stores.open(PLAIN_SPEC);
    ChangeRecorder closed = new ChangeRecorder();
    ChangeRecorder open = new ChangeRecorder();
    await(one.subscribe(PLAIN, "now", closed));
    await(two.subscribe(PLAIN, "now", open));

    await(one.close());
    putNew(two, PLAIN, "a", body("n", 1));
    open.awaitDocument("a");

    assertThat(closed.seen()).isEmpty();
  }
}
