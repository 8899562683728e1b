package dev.salus.core.entities;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.api.Invalid;
import dev.salus.api.event.EntityChanged;
import dev.salus.api.event.EntityChanged.Kind;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SharedRecords;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is published after each stored change. */
class EntityEventsTest {

  private static final String SAMPLE = "DataSample";

  private final RunningSalus salus = RunningSalus.start();
  private final SharedRecords records = new SharedRecords(salus);
  private final TestOwner author = records.join();
  private final TestOwner delegate = records.join();
  private final BlockingQueue<EntityChanged> events = new LinkedBlockingQueue<>();

  @BeforeEach
  void listen() {
    await(
        salus
            .vertx()
            .eventBus()
            .<JsonObject>consumer(
                Addresses.entityEvents(EntityType.DATA_SAMPLE),
                message -> events.add(EntityChanged.fromJson(message.body())))
            .completion());
  }

  @AfterEach
  void close() {
    salus.close();
  }

  private void assertNext(Entity stored, Kind kind, TestOwner... delegates)
      throws InterruptedException {
    EntityChanged event = events.poll(180, TimeUnit.SECONDS);
    assertThat(event)
        .isEqualTo(
            new EntityChanged(
                stored.header().id(),
                EntityType.DATA_SAMPLE,
                String.valueOf(stored.rev()),
                kind,
                List.of(delegates).stream().map(TestOwner::id).toList(),
                List.of()));
  }

  @Test
  void everyStoredChangeIsPublishedOnceWithThoseWhoSeeIt() throws InterruptedException {
    String own = author.exchangeTo(author);
    Entity created = records.create(author, EntityType.DATA_SAMPLE);
    assertNext(created, Kind.CREATED, author);

    Entity shared = records.share(created, author, delegate, Permission.READ);
    assertNext(shared, Kind.SHARED, author, delegate);

    String id = created.header().id();
    Entity modified =
        Entity.parse(
            await(
                salus
                    .entities()
                    .modify(
                        author.caller(),
                        SAMPLE,
                        id,
                        records.client().modify(shared, author, own).toJson())));
    assertNext(modified, Kind.MODIFIED, author, delegate);

    String exchangeId = author.exchangeTo(delegate);
    JsonObject left =
        await(
            salus
                .entities()
                .removeDelegation(author.caller(), SAMPLE, id, exchangeId, modified.rev()));
    assertNext(Entity.parse(left), Kind.SHARED, author);

    await(salus.entities().delete(author.caller(), SAMPLE, id, left.getString("rev")));
    EntityChanged deleted = events.poll(180, TimeUnit.SECONDS);
    assertThat(deleted.kind()).isEqualTo(Kind.DELETED);
    assertThat(deleted.delegates()).containsExactly(author.id());
    assertThat(deleted.rev()).isNotEqualTo(left.getString("rev"));
  }

  @Test
  void theTagsOfNowAreTold() throws InterruptedException {
    JsonObject json = records.client().unsigned(author, EntityType.DATA_SAMPLE);
    json.put("tags", new JsonArray().add(tag("IC-TEST", "TEST", "1")).add(tag("A", "b", null)));
    Entity created = records.store(author, records.client().signed(author, json, Map.of()));
    assertThat(next().tags()).containsExactly("A|b", "IC-TEST|TEST");

    JsonObject without =
        records
            .client()
            .nextVersion(created, author, author.exchangeTo(author))
            .put("tags", new JsonArray());
    String id = created.header().id();
    await(
        salus
            .entities()
            .modify(author.caller(), SAMPLE, id, records.client().sign(author, without).toJson()));
    assertThat(next().tags()).isEmpty();
  }

  private EntityChanged next() throws InterruptedException {
    return events.poll(180, TimeUnit.SECONDS);
  }

  private static JsonObject tag(String type, String code, String version) {
    JsonObject tag = new JsonObject().put("type", type).put("code", code);
    return version == null ? tag : tag.put("version", version);
  }

  @Test
  void whatIsRefusedOrRepeatedIsNotPublished() throws InterruptedException {
    Entity sent = records.client().create(author, EntityType.DATA_SAMPLE);
    Entity created = records.store(author, sent);
    assertNext(created, Kind.CREATED, author);

    records.store(author, sent);
    JsonObject forged =
        records
            .client()
            .modify(created, author, author.exchangeTo(author))
            .toJson()
            .put("content", records.client().bytes(300));
    failure(
        Invalid.class,
        salus.entities().modify(author.caller(), SAMPLE, created.header().id(), forged));
    Entity last = records.create(author, EntityType.DATA_SAMPLE);

    assertNext(last, Kind.CREATED, author);
    assertThat(events).isEmpty();
  }
}
