package dev.salus.core.entities;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SharedRecords;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import dev.salus.storage.Document;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An answer with many entities is as large as a body may be, and says how to get the others. */
class LargeAnswersTest {

  private static final String SAMPLE = "DataSample";
  private static final int MEBIBYTE = 1024 * 1024;

  private final RunningSalus salus = RunningSalus.start();
  private final SharedRecords records = new SharedRecords(salus);
  private final TestOwner author = records.join();

  @AfterEach
  void close() {
    salus.close();
  }

  private String sample(int bytes) {
    return sample(author, bytes);
  }

  private String sample(TestOwner by, int bytes) {
    JsonObject json =
        records
            .client()
            .unsigned(by, EntityType.DATA_SAMPLE)
            .put("content", records.client().bytes(bytes));
    salus.clock().advance(Duration.ofMillis(1));
    return records.store(by, records.client().signed(by, json, Map.of())).header().id();
  }

  private JsonObject list(JsonObject query) {
    return await(salus.entities().list(author.caller(), SAMPLE, query));
  }

  private JsonObject get(List<String> ids) {
    return get(author, ids);
  }

  private JsonObject get(TestOwner asker, List<String> ids) {
    JsonObject body = new JsonObject().put("ids", new JsonArray(ids));
    return await(salus.entities().getMany(asker.caller(), SAMPLE, body));
  }

  private static List<String> ids(JsonObject answer) {
    return answer.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("id"))
        .toList();
  }

  @Test
  void aPageOfLargeEntitiesIsShorterAndTheNextGoesOn() {
    String first = sample(2 * MEBIBYTE);
    String second = sample(2 * MEBIBYTE);
    String third = sample(3 * MEBIBYTE);
    String fourth = sample(1_000);

    JsonObject page = list(new JsonObject().put("limit", 10));
    assertThat(ids(page)).containsExactly(fourth, third, second);
    assertThat(page.encode().length()).isLessThan(8 * MEBIBYTE);

    JsonObject next = list(new JsonObject().put("limit", 10).put("cursor", page.getString("next")));
    assertThat(ids(next)).containsExactly(first);
    assertThat(next.containsKey("next")).isFalse();
  }

  @Test
  void whatWasAskedForByIdAndDoesNotFitIsTheRest() {
    String first = sample(3 * MEBIBYTE);
    String second = sample(2 * MEBIBYTE);
    String third = sample(2 * MEBIBYTE);
    String nobodys = UUID.randomUUID().toString();

    JsonObject answer = get(List.of(first, nobodys, second, third));
    assertThat(ids(answer)).containsExactly(first, second);
    assertThat(answer.getJsonArray("rest")).containsExactly(third);

    JsonObject rest = get(List.of(third, nobodys));
    assertThat(ids(rest)).containsExactly(third);
    assertThat(rest.containsKey("rest")).isFalse();
  }

  /** What is asked for with strangers' entities, and with ids of nobody in their place. */
  @Test
  void t22_entitiesOfOthersAreNotToldByWhereAnAnswerEnds() {
    TestOwner stranger = records.join();
    String large = sample(5 * MEBIBYTE);
    String larger = sample(5 * MEBIBYTE);
    String small = sample(1_000);
    String first = sample(stranger, 3 * MEBIBYTE);
    String second = sample(stranger, 2 * MEBIBYTE);
    String third = sample(stranger, 2 * MEBIBYTE);
    String none = UUID.randomUUID().toString();
    String nobodys = UUID.randomUUID().toString();

    JsonObject alone = get(stranger, List.of(large, larger, small));
    assertThat(alone).isEqualTo(new JsonObject().put("items", new JsonArray()));
    JsonObject one = get(stranger, List.of(large, larger, third));
    assertThat(one).isEqualTo(get(stranger, List.of(none, nobodys, third)));
    assertThat(ids(one)).containsExactly(third);
    JsonObject two = get(stranger, List.of(first, small, second, large, third, larger));
    assertThat(two).isEqualTo(get(stranger, List.of(first, none, second, third, larger)));
    assertThat(ids(two)).containsExactly(first, second);
    assertThat(two.getJsonArray("rest")).containsExactly(third, larger);
    JsonObject whole = get(stranger, List.of(larger, first, second, large));
    assertThat(ids(whole)).containsExactly(first, second);
    assertThat(whole.containsKey("rest")).isFalse();
  }

  /** As of before the index by which it is found who can see an entity. */
  @Test
  void anEntityThatNoIndexOfReadersKnowsIsReadBehindLargeOnesOfOthers() {
    TestOwner stranger = records.join();
    String old = sample(stranger, 3 * MEBIBYTE);
    List<String> others = List.of(sample(5 * MEBIBYTE), sample(5 * MEBIBYTE));
    Document stored = await(salus.store().get(EntityDocument.COLLECTION, old)).orElseThrow();
    stored.body().getJsonObject("index").remove("readers");
    await(salus.store().put(EntityDocument.COLLECTION, stored));

    assertThat(ids(get(stranger, List.of(others.get(0), others.get(1), old)))).containsExactly(old);
  }

  @Test
  void anEntityThatIsLargerThanAnAnswerComesAlone() {
    JsonObject large = new JsonObject().put("content", "x".repeat(9 * MEBIBYTE));
    JsonObject small = new JsonObject().put("content", "x");
    List.of(large, small).forEach(json -> json.put("grants", new JsonArray()));

    assertThat(AnswerSize.fitting(List.of(large, small))).isEqualTo(1);
    assertThat(AnswerSize.fitting(List.of(small, large, small))).isEqualTo(1);
    assertThat(AnswerSize.fitting(List.of())).isZero();
  }

  @Test
  void whatAnEntityTakesIsCountedAsMoreThanItIsButNotMuchMore() {
    TestOwner delegate = records.join();
    List<JsonObject> stored = new ArrayList<>();
    stored.add(entity(sample(300)));
    Entity shared =
        records.share(Entity.parse(entity(sample(40_000))), author, delegate, Permission.READ);
    stored.add(shared.toJson());

    for (JsonObject json : stored) {
      assertThat(AnswerSize.bytes(json))
          .isBetween((long) json.encode().length(), 2L * json.encode().length());
    }
  }

  private JsonObject entity(String id) {
    return await(salus.entities().get(author.caller(), SAMPLE, id));
  }
}
