package dev.salus.core.entities;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SharedRecords;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
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
    JsonObject json =
        records
            .client()
            .unsigned(author, EntityType.DATA_SAMPLE)
            .put("content", records.client().bytes(bytes));
    salus.clock().advance(Duration.ofMillis(1));
    return records.store(author, records.client().signed(author, json, Map.of())).header().id();
  }

  private JsonObject list(JsonObject query) {
    return await(salus.entities().list(author.caller(), SAMPLE, query));
  }

  private JsonObject get(List<String> ids) {
    JsonObject body = new JsonObject().put("ids", new JsonArray(ids));
    return await(salus.entities().getMany(author.caller(), SAMPLE, body));
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
