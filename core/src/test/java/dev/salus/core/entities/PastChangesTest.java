package dev.salus.core.entities;

import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.api.Caller;
import dev.salus.api.event.EventPosition;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SharedRecords;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What changed since a position is told to those who may see it now, and to nobody else. */
class PastChangesTest {

  private static final String SAMPLE = "DataSample";

  private final RunningSalus salus = RunningSalus.start();
  private final SharedRecords records = new SharedRecords(salus);
  private final TestOwner author = records.join();
  private final TestOwner delegate = records.join();
  private final TestOwner stranger = records.join();

  @AfterEach
  void close() {
    salus.close();
  }

  /** As the node tells it, which is no later than all that was told. */
  private String position() {
    Promise<JsonObject> told = Promise.promise();
    await(
        salus
            .vertx()
            .eventBus()
            .<JsonObject>localConsumer(
                Addresses.EVENT_POSITIONS, message -> told.tryComplete(message.body()))
            .completion());
    salus.vertx().eventBus().publish(Addresses.EVENT_POSITION_ASKED, null);
    return new EventPosition(salus.now(), await(told.future()).getString("sequence")).text();
  }

  private Future<JsonObject> ask(Caller caller, String since) {
    return salus.entities().changesSince(caller, new JsonObject().put("since", since));
  }

  /** Page by page; what happened last to each, in the order in which it comes. */
  private List<String> since(Caller caller, JsonObject query) {
    List<String> told = new ArrayList<>();
    JsonObject page = await(salus.entities().changesSince(caller, query));
    while (page.getBoolean("more")) {
      page.getJsonArray("events").stream()
          .map(JsonObject.class::cast)
          .forEach(event -> told.add(event.getString("kind") + " " + event.getString("id")));
      page =
          await(
              salus
                  .entities()
                  .changesSince(caller, query.copy().put("since", page.getString("next"))));
    }
    assertThat(page.getJsonArray("events")).isEmpty();
    return told;
  }

  private List<String> since(Caller caller, String position) {
    return since(caller, new JsonObject().put("since", position));
  }

  @Test
  void t07_whoMaySeeAnEntityNowIsToldOfItAndNobodyElse() {
    String position = position();
    Entity hidden = records.create(author, EntityType.DATA_SAMPLE);
    Entity shared =
        records.share(
            records.create(author, EntityType.DATA_SAMPLE), author, delegate, Permission.READ);
    Entity lost =
        records.share(
            records.create(author, EntityType.DATA_SAMPLE), author, delegate, Permission.READ);
    String exchange = author.exchangeTo(delegate);
    await(
        salus.entities().removeDelegation(author.caller(), SAMPLE, id(lost), exchange, lost.rev()));

    assertThat(since(author.caller(), position))
        .containsExactlyInAnyOrder(
            "created " + id(hidden), "shared " + id(shared), "shared " + id(lost));
    assertThat(since(delegate.caller(), position)).containsExactly("shared " + id(shared));
    assertThat(since(stranger.caller(), position)).isEmpty();
    assertThat(since(RunningSalus.ADMIN, position)).contains("created " + id(hidden));
  }

  @Test
  void t07_ofADeletionThoseAreToldWhoCouldSeeTheEntity() {
    Entity shared =
        records.share(
            records.create(author, EntityType.DATA_SAMPLE), author, delegate, Permission.READ);
    String position = position();
    await(salus.entities().delete(author.caller(), SAMPLE, id(shared), shared.rev()));
    salus.clock().advance(Duration.ofHours(23));

    for (TestOwner told : List.of(author, delegate)) {
      assertThat(since(told.caller(), position)).containsExactly("deleted " + id(shared));
    }
    assertThat(since(stranger.caller(), position)).isEmpty();
  }

  @Test
  void t23_nothingIsReadOfWhatConcernsOthers() {
    String position = position();
    Entity shared =
        records.share(
            records.create(author, EntityType.DATA_SAMPLE), author, delegate, Permission.READ);
    Entity deleted = records.create(author, EntityType.DATA_SAMPLE);
    await(salus.entities().delete(author.caller(), SAMPLE, id(deleted), deleted.rev()));

    assertThat(readBy(stranger.caller(), position)).isEmpty();
    assertThat(readBy(delegate.caller(), position)).containsExactly(id(shared));
    assertThat(readBy(author.caller(), position))
        .containsExactlyInAnyOrder(id(shared), id(deleted));
  }

  /** The ids of the documents of entities that the store reads for a caller. */
  private List<String> readBy(Caller caller, String position) {
    ReadDocuments store = new ReadDocuments(EntityDocument.COLLECTION, salus.store());
    DeletionTraces traces = new DeletionTraces(store.store(), salus.clock());
    PastChanges past =
        new PastChanges(
            store.store(),
            ReadMemory.of(salus.vertx()),
            new ConcernedDocuments(store.store(), traces),
            new StoredChanges(salus.vertx(), traces),
            salus.clock());
    await(past.since(caller, new JsonObject().put("since", position)));
    return store.ids();
  }

  @Test
  void typesAndTagNarrowIt() {
    String position = position();
    JsonObject tagged =
        records
            .client()
            .unsigned(author, EntityType.DATA_SAMPLE)
            .put("tags", new JsonArray().add(new JsonObject().put("type", "A").put("code", "b")));
    Entity with = records.store(author, records.client().signed(author, tagged, Map.of()));
    Entity patient = records.create(author, EntityType.PATIENT);
    JsonObject query = new JsonObject().put("since", position);

    assertThat(since(author.caller(), query.copy().put("types", "Patient")))
        .containsExactly("created " + id(patient));
    assertThat(since(author.caller(), query.copy().put("tag", "A|b")))
        .containsExactly("created " + id(with));
  }

  @Test
  void moreThanAPageComesInPages() {
    String position = position();
    List<String> created = new ArrayList<>();
    for (int i = 0; i < PastChanges.AT_ONCE + 5; i++) {
      created.add("created " + id(records.create(author, EntityType.DATA_SAMPLE)));
    }

    assertThat(since(author.caller(), position)).isEqualTo(created);
  }

  @Test
  void whatIsNotKnownAnyMoreIsRefused() {
    String position = position();
    for (String none : List.of("", "now", "1", "x~1", "1~", "1~a b", "1~../x")) {
      assertInvalid("since", ask(author.caller(), none));
    }
    assertInvalid("since", ask(author.caller(), salus.now() + "~123456789"));
    assertThat(await(ask(author.caller(), position)).getBoolean("more")).isFalse();

    salus.clock().advance(PastChanges.OLDEST.plus(Duration.ofMillis(1)));

    assertInvalid("since", ask(author.caller(), position));
  }

  @Test
  void whatIsDatedFurtherAheadThanClocksAreApartIsRefused() {
    EventPosition now = EventPosition.parse(position()).orElseThrow();
    long most = now.at() + PastChanges.MOST_AHEAD.toMillis();
    String ahead = new EventPosition(most, now.sequence()).text();
    String further = new EventPosition(most + 1, now.sequence()).text();

    assertThat(await(ask(author.caller(), ahead)).getBoolean("more")).isFalse();
    assertInvalid("since", ask(author.caller(), further));
  }

  private static String id(Entity entity) {
    return entity.header().id();
  }
}
