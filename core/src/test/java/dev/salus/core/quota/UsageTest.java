package dev.salus.core.quota;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Quota;
import dev.salus.api.QuotaExceeded;
import dev.salus.core.quota.Usage.Limit;
import dev.salus.core.quota.Usage.Thing;
import dev.salus.core.testkit.MovableClock;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counting such that no race lets anybody have more (threat T22). */
class UsageTest {

  private static final int USUAL = (int) Quota.NOTARY_SETS.usual();

  private final Vertx vertx = Vertx.vertx();
  private final MovableClock clock = new MovableClock();
  private final DocumentStore store =
      await(
          DocumentStores.provider("memory")
              .open(vertx, new JsonObject(), List.of(CollectionSpec.of("usage"))));
  private final Usage usage = new Usage(store, "usage", clock);
  private final Set<String> stored = new HashSet<>();
  private long raised = USUAL;
  private int lookedUp;

  @AfterEach
  void close() {
    await(store.close());
    await(vertx.close());
  }

  @Test
  void t22_ofAnyNumberAtOnceNoMoreAreLetInThanThereIsRoomFor() {
    List<Future<Void>> entered = new ArrayList<>();
    for (int i = 0; i < 3 * USUAL; i++) {
      entered.add(enter("thing " + i));
    }

    long in = settled(entered).stream().filter(Future::succeeded).count();

    assertThat(in).isBetween(1L, (long) USUAL);
    for (int i = 0; i < USUAL - in; i++) {
      await(enter("later " + i));
    }
    QuotaExceeded full = failure(QuotaExceeded.class, enter("one more"));
    assertThat(full.quota()).isEqualTo("notarySets");
    assertThat(full.limit()).isEqualTo(USUAL);
    assertThat(full.detail()).contains("notarySets", "at most 8", "delete one", "administrator");
  }

  @Test
  void theSameAgainCountsOnce() {
    fill();

    await(enter("thing 0"));
    await(usage.leave("row", "thing 0"));
    await(usage.leave("row", "thing 0"));
    await(enter("another"));
    failure(QuotaExceeded.class, enter("one more"));
  }

  @Test
  void rowsAreCountedEachOnItsOwn() {
    fill();

    await(usage.enter("other row", Thing.one("thing", clock), limit(), this::existing));
  }

  @Test
  void whatACrashLeftIsTakenOutOnceThereIsNoRoom() {
    fill();
    stored.addAll(Set.of("thing 0", "thing 1"));
    failure(QuotaExceeded.class, enter("too early"));
    assertThat(lookedUp).isZero();

    clock.advance(Usage.STORED_WITHIN);
    for (int i = 0; i < USUAL - 2; i++) {
      await(enter("new " + i));
    }

    failure(QuotaExceeded.class, enter("one more"));
    assertThat(lookedUp).isEqualTo(USUAL);
  }

  /** Who runs against a full row has nothing read again and again. */
  @Test
  void t22_whatIsThereIsNotLookedUpForEachWhoIsTurnedAway() {
    fill();
    for (int i = 0; i < USUAL; i++) {
      stored.add("thing " + i);
    }
    clock.advance(Usage.STORED_WITHIN);

    for (int i = 0; i < 10; i++) {
      failure(QuotaExceeded.class, enter("one more"));
    }

    assertThat(lookedUp).isEqualTo(USUAL);
  }

  @Test
  void anAdministratorMakesRoom() {
    fill();

    raised = USUAL + 1L;
    await(enter("one more"));
    assertThat(failure(QuotaExceeded.class, enter("another")).limit()).isEqualTo(USUAL + 1L);
  }

  @Test
  void thingsTakeWhatTheyWeigh() {
    await(weighing("heavy", USUAL - 1L));
    await(weighing("light", 1));

    failure(QuotaExceeded.class, weighing("none", 1));
    await(usage.leave("row", "heavy"));
    failure(QuotaExceeded.class, weighing("heavier", USUAL));
    await(weighing("heavy", USUAL - 1L));
  }

  private void fill() {
    for (int i = 0; i < USUAL; i++) {
      await(enter("thing " + i));
    }
  }

  private Future<Void> enter(String name) {
    return weighing(name, 1);
  }

  private Future<Void> weighing(String name, long weight) {
    return usage.enter("row", Thing.weighing(name, weight, clock), limit(), this::existing);
  }

  private Limit limit() {
    return new Limit(Quota.NOTARY_SETS, () -> Future.succeededFuture(raised));
  }

  private Future<Set<String>> existing(Set<String> names) {
    lookedUp += names.size();
    return Future.succeededFuture(
        names.stream().filter(stored::contains).collect(Collectors.toSet()));
  }
}
