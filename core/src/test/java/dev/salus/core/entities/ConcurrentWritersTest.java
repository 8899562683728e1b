package dev.salus.core.entities;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SharedRecords;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fifty at once on one entity: one wins per revision, and nobody's delegation is lost. */
class ConcurrentWritersTest {

  private static final int WRITERS = 50;
  private static final String SAMPLE = "DataSample";

  private final RunningSalus salus = RunningSalus.start();
  private final SharedRecords records = new SharedRecords(salus);
  private final TestOwner author = records.join();

  @AfterEach
  void close() {
    salus.close();
  }

  private List<TestOwner> join(int count) {
    return IntStream.range(0, count).mapToObj(i -> records.join()).toList();
  }

  private Entity sharedWith(List<TestOwner> writers) {
    Entity stored = records.create(author, EntityType.DATA_SAMPLE);
    for (TestOwner writer : writers) {
      stored = records.share(stored, author, writer, Permission.WRITE);
    }
    return stored;
  }

  /** All start together; the one that won. Each of the others got the winner's revision. */
  private static JsonObject oneWinner(List<Supplier<Future<JsonObject>>> attempts) {
    List<Future<JsonObject>> results = settled(attempts.stream().map(Supplier::get).toList());
    List<Future<JsonObject>> won = results.stream().filter(Future::succeeded).toList();
    assertThat(won).hasSize(1);
    JsonObject winner = won.get(0).result();
    results.stream()
        .filter(Future::failed)
        .forEach(
            lost ->
                assertThat(failure(Conflict.class, lost).currentRev())
                    .isEqualTo(winner.getString("rev")));
    return winner;
  }

  @Test
  void s11_ofFiftyWritersOfOneRevisionExactlyOneWins() {
    List<TestOwner> writers = join(WRITERS);
    Entity stored = sharedWith(writers);
    List<Supplier<Future<JsonObject>>> attempts = new ArrayList<>();
    for (TestOwner writer : writers) {
      Entity proposed = records.client().modify(stored, writer, author.exchangeTo(writer));
      attempts.add(
          () ->
              salus
                  .entities()
                  .modify(writer.caller(), SAMPLE, proposed.header().id(), proposed.toJson()));
    }

    Entity winner = Entity.parse(oneWinner(attempts));

    assertThat(records.get(author, stored)).isEqualTo(winner);
    assertThat(winner.grants()).isEqualTo(stored.grants());
    assertThat(winner.header().version()).isEqualTo(2);
  }

  @Test
  void s11_fiftyWhoShareModifyLeaveAndRevokeUntilAllHaveDoneItLoseNothing() {
    List<TestOwner> sharers = join(20);
    List<TestOwner> leavers = join(5);
    List<TestOwner> revoked = join(5);
    List<TestOwner> newcomers = join(20);
    List<TestOwner> before = new ArrayList<>(sharers);
    before.addAll(leavers);
    before.addAll(revoked);
    Entity stored = sharedWith(before);
    for (int i = 0; i < sharers.size(); i++) {
      records.exchange(sharers.get(i), newcomers.get(i));
      records.exchange(author, newcomers.get(i));
    }
    List<Future<JsonObject>> all = new ArrayList<>();
    for (int i = 0; i < sharers.size(); i++) {
      TestOwner sharer = sharers.get(i);
      TestOwner newcomer = newcomers.get(i);
      all.add(untilDone(stored, sharer, now -> share(now, sharer, newcomer)));
      all.add(untilDone(stored, sharer, now -> modify(now, sharer)));
    }
    leavers.forEach(leaver -> all.add(untilDone(stored, leaver, now -> leave(now, leaver))));
    revoked.forEach(owner -> all.add(untilDone(stored, author, now -> revoke(now, owner))));
    int writes = all.size();
    assertThat(writes).isEqualTo(WRITERS);

    await(Future.all(all));

    Entity end = records.get(author, stored);
    Set<String> expected = new HashSet<>(Set.of(author.id()));
    sharers.forEach(owner -> expected.add(owner.id()));
    newcomers.forEach(owner -> expected.add(owner.id()));
    Set<String> delegates = new HashSet<>();
    end.delegations().valid().values().forEach(held -> delegates.add(held.delegation().delegate()));
    assertThat(delegates).isEqualTo(expected);
    assertThat(end.header().version())
        .as("no write vanished")
        .isEqualTo(1 + sharers.size() + revoked.size());
    assertThat(end.header().keyGeneration()).isEqualTo(1 + revoked.size());
    assertThat(generation(end) - generation(stored)).isEqualTo(writes);
  }

  private static int generation(Entity entity) {
    String rev = String.valueOf(entity.rev());
    return Integer.parseInt(rev.substring(0, rev.indexOf('-')));
  }

  /** Reads and tries again whenever somebody was faster, as often as there are others. */
  private Future<JsonObject> untilDone(
      Entity start, TestOwner owner, Function<Entity, Future<JsonObject>> act) {
    return attempt(start, owner, act, WRITERS);
  }

  private Future<JsonObject> attempt(
      Entity start, TestOwner owner, Function<Entity, Future<JsonObject>> act, int left) {
    return salus
        .entities()
        .get(owner.caller(), SAMPLE, start.header().id())
        .compose(json -> act.apply(Entity.parse(json)))
        .recover(
            lost ->
                lost instanceof Conflict && left > 0
                    ? attempt(start, owner, act, left - 1)
                    : Future.failedFuture(lost));
  }

  private Future<JsonObject> share(Entity now, TestOwner by, TestOwner to) {
    JsonObject body =
        SharedRecords.body(
            now,
            records.client().grant(now, by, List.of(author.exchangeTo(by)), to, Permission.READ));
    return salus.entities().giveAccess(by.caller(), SAMPLE, now.header().id(), body);
  }

  private Future<JsonObject> modify(Entity now, TestOwner by) {
    Entity proposed = records.client().modify(now, by, author.exchangeTo(by));
    return salus.entities().modify(by.caller(), SAMPLE, now.header().id(), proposed.toJson());
  }

  private Future<JsonObject> leave(Entity now, TestOwner leaver) {
    return salus
        .entities()
        .removeDelegation(
            leaver.caller(),
            SAMPLE,
            now.header().id(),
            author.exchangeTo(leaver),
            String.valueOf(now.rev()));
  }

  private Future<JsonObject> revoke(Entity now, TestOwner going) {
    Entity proposed =
        records.client().rekey(now, author, author.exchangeTo(author), List.of(going));
    JsonObject body = new JsonObject().put("rev", now.rev()).put("entity", proposed.toJson());
    return salus.entities().rekey(author.caller(), SAMPLE, now.header().id(), body);
  }

  @Test
  void theSameCreationFiftyTimesAtOnceIsOneEntity() {
    Entity sent = records.client().create(author, EntityType.DATA_SAMPLE);
    List<Future<JsonObject>> results =
        settled(
            IntStream.range(0, WRITERS)
                .mapToObj(i -> salus.entities().create(author.caller(), SAMPLE, sent.toJson()))
                .toList());

    assertThat(results)
        .allSatisfy(
            each -> assertThat(each.result()).isEqualTo(records.get(author, sent).toJson()));
  }

  @Test
  void ofFiftyWhoTakeOneIdExactlyOneGetsItAndTheOthersLearnNothing() {
    List<TestOwner> owners = join(WRITERS);
    String id = records.client().newId();
    List<Future<JsonObject>> results = new ArrayList<>();
    for (TestOwner owner : owners) {
      JsonObject json = records.client().unsigned(owner, EntityType.DATA_SAMPLE).put("id", id);
      JsonObject sent = records.client().signed(owner, json, Map.of()).toJson();
      results.add(salus.entities().create(owner.caller(), SAMPLE, sent));
    }

    settled(results);

    assertThat(results).filteredOn(Future::succeeded).hasSize(1);
    results.stream()
        .filter(Future::failed)
        .forEach(lost -> assertThat(failure(Conflict.class, lost).currentRev()).isNull());
  }
}
