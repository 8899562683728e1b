package dev.salus.core.entities;

import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Invalid;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SharedRecords;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists by link, tag and period, over the bus: everybody finds theirs and nothing else. */
class EntityListTest {

  private static final String SAMPLE = "DataSample";

  private final RunningSalus salus = RunningSalus.start();
  private final SharedRecords records = new SharedRecords(salus);
  private final TestOwner author = records.join();
  private final TestOwner delegate = records.join();
  private final String link = records.client().bytes(16);
  private final String otherLink = records.client().bytes(16);

  @AfterEach
  void close() {
    salus.close();
  }

  private Entity sample(String itsLink, String... codes) {
    JsonArray tags = new JsonArray();
    for (String code : codes) {
      tags.add(new JsonObject().put("type", "LOINC").put("code", code).put("version", "2"));
    }
    JsonObject json =
        records
            .client()
            .unsigned(author, EntityType.DATA_SAMPLE)
            .put("tags", tags)
            .put("links", new JsonArray().add(itsLink));
    salus.clock().advance(Duration.ofMillis(1));
    return records.store(author, records.client().signed(author, json, Map.of()));
  }

  private List<Entity> list(Caller caller, JsonObject query) {
    return items(await(salus.entities().list(caller, SAMPLE, query)));
  }

  private static List<Entity> items(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .map(Entity::parse)
        .toList();
  }

  private static JsonObject by(String field, Object value) {
    return new JsonObject().put(field, value);
  }

  @Test
  void filtersCombineAndTheNewestComesFirst() {
    Entity one = sample(link, "1", "2");
    Entity two = sample(link, "2");
    Entity three = sample(otherLink, "2");
    Caller caller = author.caller();

    assertThat(list(caller, new JsonObject())).containsExactly(three, two, one);
    assertThat(list(caller, by("link", link))).containsExactly(two, one);
    assertThat(list(caller, by("tag", "LOINC|2"))).containsExactly(three, two, one);
    assertThat(list(caller, by("tag", "LOINC|1"))).containsExactly(one);
    assertThat(list(caller, by("link", otherLink).put("tag", "LOINC|2"))).containsExactly(three);
    assertThat(list(caller, by("link", otherLink).put("tag", "LOINC|1"))).isEmpty();
    assertThat(await(salus.entities().list(caller, "Patient", new JsonObject())))
        .isEqualTo(new JsonObject().put("items", new JsonArray()));
  }

  @Test
  void aPeriodIncludesBothEnds() {
    Entity one = sample(link);
    Entity two = sample(link);
    Entity three = sample(link);
    long from = one.header().created();
    long to = two.header().created();

    assertThat(list(author.caller(), by("from", from).put("to", to))).containsExactly(two, one);
    assertThat(list(author.caller(), by("from", to))).containsExactly(three, two);
    assertThat(list(author.caller(), by("to", from))).containsExactly(one);
    assertThat(list(author.caller(), by("from", to).put("to", from))).isEmpty();
    assertThat(list(author.caller(), by("link", link).put("from", to).put("to", to)))
        .containsExactly(two);
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepetition() {
    List<Entity> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      all.add(0, sample(link));
    }
    List<Entity> paged = new ArrayList<>();
    JsonObject query = by("link", link).put("limit", 3);
    List<Integer> sizes = new ArrayList<>();
    while (query != null) {
      JsonObject page = await(salus.entities().list(author.caller(), SAMPLE, query));
      sizes.add(items(page).size());
      paged.addAll(items(page));
      String next = page.getString("next");
      query = next == null ? null : query.copy().put("cursor", next);
    }

    assertThat(sizes).containsExactly(3, 3, 1);
    assertThat(paged).isEqualTo(all);
  }

  @Test
  void entitiesCreatedAtTheSameInstantArePagedById() {
    JsonObject at = records.client().unsigned(author, EntityType.DATA_SAMPLE);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      JsonObject json = at.copy().put("id", records.client().newId());
      ids.add(records.store(author, records.client().signed(author, json, Map.of())).header().id());
    }
    List<String> paged = new ArrayList<>();
    JsonObject query = by("limit", 2);
    while (query != null) {
      JsonObject page = await(salus.entities().list(author.caller(), SAMPLE, query));
      items(page).forEach(entity -> paged.add(entity.header().id()));
      String next = page.getString("next");
      query = next == null ? null : query.copy().put("cursor", next);
    }

    assertThat(paged)
        .containsExactlyInAnyOrderElementsOf(ids)
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void t07_aStrangerFindsNothingAlsoWithSomebodyElsesCursor() {
    Entity shared = sample(link, "1");
    for (int i = 0; i < 3; i++) {
      sample(link, "1");
    }
    Entity delegates = records.share(shared, author, delegate, Permission.READ);
    JsonObject query = by("link", link).put("tag", "LOINC|1").put("limit", 2);
    String cursor = await(salus.entities().list(author.caller(), SAMPLE, query)).getString("next");
    TestOwner stranger = records.join();

    assertThat(cursor).isNotNull();
    assertThat(list(stranger.caller(), by("link", link))).isEmpty();
    assertThat(list(new Caller("user", null, Set.of(), null), new JsonObject())).isEmpty();
    assertThat(withCursorOf(stranger, query, cursor)).isEmpty();
    assertThat(withCursorOf(delegate, query, cursor)).isSubsetOf(delegates);
  }

  /** What somebody gets with a foreign cursor; nothing if it is refused. */
  private List<Entity> withCursorOf(TestOwner owner, JsonObject query, String cursor) {
    return await(
        salus
            .entities()
            .list(owner.caller(), SAMPLE, query.copy().put("cursor", cursor))
            .map(EntityListTest::items)
            .recover(
                failure ->
                    failure instanceof Invalid invalid && invalid.field().equals("cursor")
                        ? Future.succeededFuture(List.of())
                        : Future.failedFuture(failure)));
  }

  @Test
  void whoGetsOrLosesAccessFindsItAtOnceOrNoLonger() {
    Entity stored = sample(link, "1");
    Entity shared = records.share(stored, author, delegate, Permission.READ);
    JsonObject query = by("link", link).put("tag", "LOINC|1");

    assertThat(list(delegate.caller(), query)).containsExactly(shared);
    await(
        salus
            .entities()
            .removeDelegation(
                delegate.caller(),
                SAMPLE,
                stored.header().id(),
                author.exchangeTo(delegate),
                shared.rev()));
    assertThat(list(delegate.caller(), query)).isEmpty();
    assertThat(list(author.caller(), query)).hasSize(1);
  }

  @Test
  void aChangedTagIsFoundUnderTheNewOneOnly() {
    Entity stored = sample(link, "1");
    JsonObject next =
        records
            .client()
            .nextVersion(stored, author, author.exchangeTo(author))
            .put("tags", new JsonArray().add(new JsonObject().put("type", "X").put("code", "9")));
    await(
        salus
            .entities()
            .modify(
                author.caller(),
                SAMPLE,
                stored.header().id(),
                records.client().sign(author, next).toJson()));

    assertThat(list(author.caller(), by("tag", "LOINC|1"))).isEmpty();
    assertThat(list(author.caller(), by("tag", "X|9"))).hasSize(1);
  }

  @Test
  void administratorsFindAll() {
    sample(link);
    Entity other = records.create(delegate, EntityType.DATA_SAMPLE);

    assertThat(list(RunningSalus.ADMIN, new JsonObject())).hasSize(2).contains(other);
    assertThat(list(RunningSalus.ADMIN, by("link", link))).hasSize(1);
  }

  @Test
  void whatIsDeletedIsInNoList() {
    Entity stored = sample(link);
    await(salus.entities().delete(author.caller(), SAMPLE, stored.header().id(), stored.rev()));

    assertThat(list(author.caller(), new JsonObject())).isEmpty();
    assertThat(list(RunningSalus.ADMIN, new JsonObject())).isEmpty();
  }

  @Test
  void aWrongQueryIsNamed() {
    Map<String, JsonObject> wrong =
        Map.of(
            "limit", by("limit", 0),
            "link", by("link", "short"),
            "tag", by("tag", "no-code"),
            "from", by("from", "yesterday"),
            "to", by("to", -1),
            "cursor", by("cursor", "made up"),
            "sort", by("sort", "up"));

    wrong.forEach(
        (field, query) ->
            assertInvalid(field, salus.entities().list(author.caller(), SAMPLE, query)));
    assertInvalid("limit", salus.entities().list(author.caller(), SAMPLE, by("limit", 1_001)));
    assertInvalid("tag", salus.entities().list(author.caller(), SAMPLE, by("tag", "a|b|c")));
    assertInvalid("tag", salus.entities().list(author.caller(), SAMPLE, by("tag", "LOINC|")));
  }
}
