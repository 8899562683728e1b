package dev.salus.core.entities;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.api.EntityService;
import dev.salus.api.Services;
import dev.salus.api.event.EntityChanged;
import dev.salus.api.event.EntityChanged.Kind;
import dev.salus.core.SalusHost;
import dev.salus.core.SalusSettings;
import dev.salus.core.testkit.FailingStore;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SharedRecords;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import dev.salus.storage.Query;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes with nothing in common but the store: each tells what either stores, once. */
class FollowedChangesTest {

  private static final String SAMPLE = "DataSample";

  private final RunningSalus salus = RunningSalus.start();
  private final SharedRecords records = new SharedRecords(salus);
  private final TestOwner author = records.join();
  private final TestOwner delegate = records.join();
  private final BlockingQueue<EntityChanged> here = listen(salus.vertx());
  private final Vertx otherVertx = Vertx.vertx();
  private final FailingStore otherStore = new FailingStore(salus.store());
  private final BlockingQueue<EntityChanged> there = listen(otherVertx);
  private EntityService otherEntities;

  private static BlockingQueue<EntityChanged> listen(Vertx vertx) {
    BlockingQueue<EntityChanged> events = new LinkedBlockingQueue<>();
    await(
        vertx
            .eventBus()
            .<JsonObject>consumer(
                Addresses.entityEvents(EntityType.DATA_SAMPLE),
                message -> events.add(EntityChanged.fromJson(message.body())))
            .completion());
    return events;
  }

  @BeforeEach
  void startTheOther() {
    SalusSettings settings =
        SalusSettings.defaults().withPasswords(RunningSalus.CHEAP).withClock(salus.clock());
    await(SalusHost.start(otherVertx, otherStore, settings));
    otherEntities = Services.entities(otherVertx);
  }

  @AfterEach
  void close() {
    await(otherVertx.close());
    salus.close();
  }

  private static EntityChanged next(BlockingQueue<EntityChanged> events)
      throws InterruptedException {
    EntityChanged event = events.poll(180, TimeUnit.SECONDS);
    assertThat(event).as("an event").isNotNull();
    return event;
  }

  /** What is told up to a creation on the other node, which is the last that happens. */
  private List<EntityChanged> toldUntilTheLast(BlockingQueue<EntityChanged> events, String last)
      throws InterruptedException {
    List<EntityChanged> told = new ArrayList<>();
    EntityChanged event = next(events);
    while (!event.id().equals(last)) {
      told.add(event);
      event = next(events);
    }
    return told;
  }

  private String createThere() {
    Entity made = records.client().create(author, EntityType.DATA_SAMPLE);
    await(otherEntities.create(author.caller(), SAMPLE, made.toJson()));
    return made.header().id();
  }

  @Test
  void whatOneNodeStoresBothTellOnceAndAlike() throws InterruptedException {
    List<EntityChanged> expected = new ArrayList<>();
    JsonObject tagged =
        records
            .client()
            .unsigned(author, EntityType.DATA_SAMPLE)
            .put("tags", new JsonArray().add(new JsonObject().put("type", "A").put("code", "b")));
    Entity created = records.store(author, records.client().signed(author, tagged, Map.of()));
    expected.add(next(there));
    Entity shared = records.share(created, author, delegate, Permission.READ);
    expected.add(next(there));
    String id = created.header().id();
    Entity changed = records.client().modify(shared, author, author.exchangeTo(author));
    JsonObject modified =
        await(salus.entities().modify(author.caller(), SAMPLE, id, changed.toJson()));
    expected.add(next(there));
    JsonObject left =
        await(
            salus
                .entities()
                .removeDelegation(
                    author.caller(),
                    SAMPLE,
                    id,
                    author.exchangeTo(delegate),
                    modified.getString("rev")));
    expected.add(next(there));
    await(salus.entities().delete(author.caller(), SAMPLE, id, left.getString("rev")));
    expected.add(next(there));
    String last = createThere();

    assertThat(expected)
        .extracting(EntityChanged::kind)
        .containsExactly(Kind.CREATED, Kind.SHARED, Kind.MODIFIED, Kind.SHARED, Kind.DELETED);
    assertThat(expected.get(2).delegates()).containsExactlyInAnyOrder(author.id(), delegate.id());
    assertThat(expected.get(3).delegates()).containsExactly(author.id());
    assertThat(expected.get(4).delegates()).containsExactly(author.id());
    assertThat(expected).extracting(EntityChanged::tags).containsOnly(List.of("A|b"));
    assertThat(toldUntilTheLast(here, last)).isEqualTo(expected);
    assertThat(toldUntilTheLast(there, last)).isEmpty();
    assertThat(here.size() + there.size()).isZero();
  }

  @Test
  void whatHappensWhileTheStoreIsAwayIsToldWhenItIsBack() throws InterruptedException {
    otherStore.dieAfter(-1, false);
    Entity created = records.create(author, EntityType.DATA_SAMPLE);
    Entity gone = records.create(author, EntityType.DATA_SAMPLE);
    await(salus.entities().delete(author.caller(), SAMPLE, gone.header().id(), gone.rev()));
    otherStore.mend();

    EntityChanged first = next(there);
    assertThat(first.id()).isEqualTo(created.header().id());
    assertThat(first.kind()).isEqualTo(Kind.CREATED);
    EntityChanged second = next(there);
    assertThat(second.id()).isEqualTo(gone.header().id());
    assertThat(second.kind()).isEqualTo(Kind.DELETED);
    assertThat(second.delegates()).containsExactly(author.id());
  }

  @Test
  void moreThanMayWaitIsLeftInTheStoreAndToldLater() throws InterruptedException {
    Vertx third = Vertx.vertx();
    BlockingQueue<EntityChanged> told = listen(third);
    FailingStore store = new FailingStore(salus.store());
    ChangeFollower follower =
        new ChangeFollower(
            third, store, new DeletionTraces(store, salus.clock()), EntityEvents.of(third), 2);
    await(follower.begin());
    store.dieAfter(-1, false);
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      created.add(records.create(author, EntityType.DATA_SAMPLE).header().id());
    }
    store.mend();

    List<String> heard = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      heard.add(next(told).id());
    }
    assertThat(heard).isEqualTo(created);
    await(follower.end());
    await(third.close());
  }

  @Test
  void whoCouldSeeWhatWasDeletedIsForgottenAfterTwoDays() throws InterruptedException {
    Entity created = records.create(author, EntityType.DATA_SAMPLE);
    String id = created.header().id();
    await(salus.entities().delete(author.caller(), SAMPLE, id, created.rev()));
    DeletionTraces traces = new DeletionTraces(salus.store(), salus.clock());
    Query all = Query.of("by-time", 10);

    salus.clock().advance(DeletionTraces.KEPT.minus(Duration.ofSeconds(1)));
    await(traces.sweep());
    assertThat(await(salus.store().query(DeletionTraces.SPEC.name(), all)).items()).hasSize(1);
    salus.clock().advance(Duration.ofSeconds(1));
    await(traces.sweep());
    assertThat(await(salus.store().query(DeletionTraces.SPEC.name(), all)).items()).isEmpty();
    assertThat(
            await(salus.store().get(EntityDocument.COLLECTION, id)).orElseThrow().body().getMap())
        .containsEntry("deleted", true)
        .containsEntry("replaced", created.rev())
        .containsOnlyKeys("deleted", "replaced", "write");
  }
}
