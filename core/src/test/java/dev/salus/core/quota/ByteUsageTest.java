package dev.salus.core.quota;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static dev.salus.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Quota;
import dev.salus.api.QuotaExceeded;
import dev.salus.api.Unavailable;
import dev.salus.core.quota.Usage.Limit;
import dev.salus.core.testkit.MovableClock;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counting bytes ahead such that no race and no crash lets anybody have more (threat T23). */
class ByteUsageTest {

  private static final String ROWS = "rows";
  private static final String OWNER = "owner";
  private static final long USUAL = Quota.NOTARY_SETS.usual();
  private static final long STEP = 2;

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final MovableClock clock = new MovableClock();
  private final DocumentStore store =
      await(
          DocumentStores.provider("memory")
              .open(vertx, new JsonObject(), List.of(CollectionSpec.of(ROWS))));
  private final ByteUsage usage = usage();
  private long raised = USUAL;
  private final AtomicLong stored = new AtomicLong();
  private int asked;
  private int counted;

  @AfterEach
  void close() {
    await(store.close());
    await(vertx.close());
  }

  private ByteUsage usage() {
    return new ByteUsage(store, ROWS, clock, any -> limit(), any -> count(), STEP);
  }

  private ByteUsage withoutCounting() {
    return new ByteUsage(
        store,
        ROWS,
        clock,
        any -> limit(),
        any -> Future.failedFuture(new Unavailable("not now", 1)),
        STEP);
  }

  private Limit limit() {
    return new Limit(
        Quota.NOTARY_SETS,
        () -> {
          asked++;
          return Future.succeededFuture(raised);
        });
  }

  private Future<Long> count() {
    counted++;
    return Future.succeededFuture(stored.get());
  }

  /** Where each object is at home. */
  private <T> Future<T> inContext(Supplier<Future<T>> call) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(turn -> call.get().onComplete(promise));
    return promise.future();
  }

  private Future<Void> take(ByteUsage from, long bytes) {
    return inContext(() -> from.take(OWNER, bytes, 0)).onSuccess(taken -> stored.addAndGet(bytes));
  }

  /** In one turn: whoever counts meanwhile finds what is given back in one place only. */
  private void give(ByteUsage to, long bytes) {
    await(
        inContext(
            () -> {
              stored.addAndGet(-bytes);
              to.give(OWNER, bytes);
              return Future.succeededFuture();
            }));
  }

  private QuotaExceeded refused(ByteUsage from, long bytes) {
    return failure(QuotaExceeded.class, take(from, bytes));
  }

  private long inTheRow() {
    return await(store.get(ROWS, OWNER)).map(row -> row.body().getLong("bytes")).orElse(0L);
  }

  /** Counting one by one is nobody's call. */
  private void awaitInTheRow(long bytes) {
    until("the row has " + bytes, () -> inTheRow() == bytes);
  }

  /** Giving back is nobody's call, either. */
  private void awaitGivenBack() {
    until("all but a step is given back", () -> inTheRow() <= STEP);
  }

  private String revision() {
    return await(store.get(ROWS, OWNER)).map(Document::storedRev).orElse("none");
  }

  /** Without counting one by one, which does not see what others have taken and not stored yet. */
  @Test
  void t23_ofAnyNumberAtOnceOnTwoServersNoMoreAreLetInThanThereIsRoomFor() {
    ByteUsage one = withoutCounting();
    ByteUsage other = withoutCounting();
    List<Future<Void>> taken = new ArrayList<>();
    for (int i = 0; i < 2 * USUAL; i++) {
      taken.add(take(one, 1));
      taken.add(take(other, 1));
    }

    long in = settled(taken).stream().filter(Future::succeeded).count();

    assertThat(in).isEqualTo(USUAL);
    assertThat(inTheRow()).isEqualTo(USUAL);
    assertThat(refused(one, 1).detail()).contains("notarySets", "at most 8", "administrator");
    await(inContext(() -> one.take(OWNER, 0, 0)));
  }

  @Test
  void mostTakeFromWhatWasCountedAheadAndAskNobody() {
    await(take(usage, 3));
    assertThat(inTheRow()).isEqualTo(3 + STEP);
    String revision = revision();

    await(take(usage, 1));
    await(take(usage, 1));

    assertThat(revision()).isEqualTo(revision);
    assertThat(asked).isZero();
  }

  @Test
  void whatIsThereForOthersAgainIsTheNextOnes() {
    await(take(usage, USUAL));
    refused(usage, 1);

    give(usage, 3);
    await(take(usage, 3));
    refused(usage, 1);
  }

  @Test
  void moreThanTwoStepsAreGivenBackToOtherServersAtOnce() {
    ByteUsage other = usage();
    await(take(usage, USUAL));
    refused(other, 3);

    give(usage, USUAL);
    awaitGivenBack();
    clock.advance(ByteUsage.REFUSED_FOR);
    await(take(other, USUAL - STEP));
  }

  @Test
  void whoeverIsIdleOrEndsKeepsNothingFromOthers() {
    ByteUsage other = usage();
    await(take(usage, 1));
    await(take(other, 2));

    await(inContext(usage::giveBackIdle));
    assertThat(inTheRow()).isEqualTo(3 + 2 * STEP);
    await(inContext(usage::giveBackIdle));
    assertThat(inTheRow()).isEqualTo(3 + STEP);
    await(inContext(other::close));
    assertThat(inTheRow()).isEqualTo(3);
  }

  /** As the instances of a server do that ends. */
  @Test
  void whoeverEndTogetherAllGiveBackWhatTheyHave() {
    List<ByteUsage> all = List.of(usage, usage(), usage(), usage());
    raised = 100;
    all.forEach(each -> await(take(each, 1)));

    await(Future.all(all.stream().map(each -> inContext(each::close)).toList()));

    assertThat(inTheRow()).isEqualTo(all.size());
  }

  /** Who had taken ahead when it crashed keeps it until all is counted, once a day. */
  @Test
  void t23_whatACrashLeftCountsUntilItIsCountedOneByOne() {
    await(take(usage, 1));
    ByteUsage next = usage();
    await(take(next, USUAL - 1 - STEP));

    refused(next, 1);
    awaitInTheRow(USUAL - STEP);
    clock.advance(ByteUsage.REFUSED_FOR);
    await(take(next, STEP));

    refused(next, 1);
    clock.advance(ByteUsage.COUNTED_EVERY.minus(Duration.ofMinutes(1)));
    refused(next, 1);
    assertThat(counted).isOne();
    assertThat(inTheRow()).isEqualTo(USUAL);
  }

  @Test
  void t22_whoIsTurnedAwayAgainAndAgainCostsNoReading() {
    await(take(usage, USUAL));
    asked = 0;
    for (int i = 0; i < 100; i++) {
      refused(usage, 2);
    }
    assertThat(asked).isEqualTo(1);
    assertThat(counted).isEqualTo(1);
    clock.advance(ByteUsage.REFUSED_FOR);
    refused(usage, 1);
    assertThat(asked).isEqualTo(2);
  }

  /** Who is full can write all the same: removals, re-keys. */
  @Test
  void t22_whoMakesCountingVainHasItDoneOnceAnHour() {
    AtomicInteger vain = new AtomicInteger();
    ByteUsage full = new ByteUsage(store, ROWS, clock, any -> limit(), any -> spoilt(vain), STEP);
    await(take(full, USUAL));

    for (int i = 0; i < 100; i++) {
      refused(full, 1);
      clock.advance(ByteUsage.REFUSED_FOR);
    }
    assertThat(vain.get()).isLessThan(2);
    refused(usage, 1);
    assertThat(counted).isZero();
    clock.advance(ByteUsage.TRIED_EVERY);
    refused(full, 1);
    until("all is counted again", () -> vain.get() >= 2);
  }

  /** What somebody else writes meanwhile makes counting vain. */
  private Future<Long> spoilt(AtomicInteger times) {
    times.incrementAndGet();
    return store
        .get(ROWS, OWNER)
        .compose(row -> store.put(ROWS, row.orElseThrow()))
        .map(written -> stored.get());
  }

  /** What goes before it was looked at, and is given before the count ends, is not forgotten. */
  @Test
  void t23_whatGoesWhileAllIsCountedIsThereOnceOnly() {
    Promise<Void> begun = Promise.promise();
    Promise<Long> total = Promise.promise();
    ByteUsage slow =
        new ByteUsage(store, ROWS, clock, any -> limit(), any -> begin(begun, total), STEP);
    await(take(slow, USUAL));
    refused(slow, 1);
    await(begun.future());
    String before = revision();

    give(slow, 3);
    context.runOnContext(turn -> total.complete(stored.get()));
    until("what was counted is in the row", () -> !revision().equals(before));

    clock.advance(ByteUsage.REFUSED_FOR);
    assertThat(inTheRow()).isEqualTo(USUAL);
    await(take(slow, 3));
    refused(slow, 1);
  }

  private static Future<Long> begin(Promise<Void> begun, Promise<Long> total) {
    begun.complete();
    return total.future();
  }

  @Test
  void anAdministratorMakesRoom() {
    await(take(usage, USUAL));
    assertThat(refused(usage, 1).limit()).isEqualTo(USUAL);

    raised = USUAL + 1;
    clock.advance(ByteUsage.REFUSED_FOR);
    await(take(usage, 1));
    assertThat(refused(usage, 1).limit()).isEqualTo(USUAL + 1);
  }

  @Test
  void whatMustNotFailGoesSoFarBeyondAndIsCounted() {
    await(take(usage, USUAL));
    refused(usage, 1);

    await(inContext(() -> usage.take(OWNER, 2, 3)));
    assertThat(inTheRow()).isEqualTo(USUAL + 2);
    failure(QuotaExceeded.class, inContext(() -> usage.take(OWNER, 2, 3)));
    give(usage, 2);
    await(take(usage, 2));
    refused(usage, 1);
  }

  @Test
  void eachOwnerHasANumberOfItsOwn() {
    await(take(usage, USUAL));

    await(inContext(() -> usage.take("another", USUAL, 0)));
  }
}
