package dev.salus.gateway;

import static dev.salus.gateway.RunningGateway.API;
import static dev.salus.gateway.RunningGateway.invalid;
import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.gateway.RunningGateway.problem;
import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.gateway.RunningGateway.Somebody;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code /entities}: what each route answers, and what it refuses. */
class EntityRoutesTest {

  private static final String SAMPLES = "/entities/DataSample";

  private static RunningGateway gateway;
  private static Somebody author;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start();
    author = gateway.somebody("hcp");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static Entity sample() {
    return gateway.writes().create(author.owner(), EntityType.DATA_SAMPLE);
  }

  private static JsonObject stored() {
    return ok(201, gateway.post(SAMPLES, author.token(), sample().toJson()));
  }

  private static String path(JsonObject entity) {
    return SAMPLES + "/" + entity.getString("id");
  }

  private static JsonObject next(JsonObject stored) {
    String ownExchange = author.owner().exchangeTo(author.owner());
    return gateway.writes().modify(Entity.parse(stored), author.owner(), ownExchange).toJson();
  }

  private static HttpResponse<Buffer> with(
      HttpMethod method, String path, String header, String value, JsonObject body) {
    return await(
        gateway
            .request(method, API + path, author.token())
            .putHeader(header, value)
            .sendJsonObject(body));
  }

  @Test
  void creatingAnswersWithTheEntityItsTagAndItsPlace() {
    Entity sample = sample();
    HttpResponse<Buffer> answer = gateway.post(SAMPLES, author.token(), sample.toJson());
    JsonObject stored = ok(201, answer);
    String rev = stored.getString("rev");
    assertThat(Entity.parse(stored)).isEqualTo(sample.withRev(rev));
    assertThat(answer.getHeader("ETag")).isEqualTo('"' + rev + '"');
    assertThat(answer.getHeader("Location")).isEqualTo(API + path(stored));
    HttpResponse<Buffer> read =
        await(gateway.request(HttpMethod.GET, answer.getHeader("Location"), author.token()).send());
    assertThat(ok(200, read)).isEqualTo(stored);
    assertThat(read.getHeader("ETag")).isEqualTo('"' + rev + '"');
    assertThat(read.getHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(read.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void whoeverHasTheRevisionIsNotSentItAgain() {
    JsonObject stored = stored();
    String tag = '"' + stored.getString("rev") + '"';
    for (String header : List.of(tag, "W/" + tag, "*", "\"1-a\", " + tag, "\"1-a\" , W/" + tag)) {
      HttpResponse<Buffer> answer =
          with(HttpMethod.GET, path(stored), "If-None-Match", header, new JsonObject());
      assertThat(answer.statusCode()).as(header).isEqualTo(304);
      assertThat(answer.getHeader("ETag")).isEqualTo(tag);
      assertThat(answer.body()).isNull();
    }
    for (String header : List.of("\"1-a\"", "nonsense", "", "\"", tag + "x")) {
      ok(200, with(HttpMethod.GET, path(stored), "If-None-Match", header, new JsonObject()));
    }
  }

  @Test
  void aNewVersionNeedsTheRevisionThatWasRead() {
    JsonObject stored = stored();
    JsonObject next = next(stored);
    HttpResponse<Buffer> answer = gateway.put(path(stored), author.token(), next);
    JsonObject modified = ok(200, answer);
    assertThat(modified.getString("rev")).startsWith("2-");
    assertThat(answer.getHeader("ETag")).isEqualTo('"' + modified.getString("rev") + '"');
    assertThat(ok(200, gateway.put(path(stored), author.token(), next)))
        .as("the same write again")
        .isEqualTo(modified);
    JsonObject stale = next(stored);
    JsonObject problem = problem(409, "conflict", gateway.put(path(stored), author.token(), stale));
    assertThat(problem.getString("currentRev")).isEqualTo(modified.getString("rev"));
  }

  @Test
  void ifMatchMustSayTheSameAsTheBody() {
    JsonObject stored = stored();
    String rev = stored.getString("rev");
    for (String header : List.of("\"1-other\"", "*", rev, "W/\"" + rev + "\"", "\"a\", \"b\"")) {
      invalid("rev", with(HttpMethod.PUT, path(stored), "If-Match", header, next(stored)));
      invalid(
          "rev",
          with(
              HttpMethod.DELETE,
              path(stored) + "?rev=" + rev,
              "If-Match",
              header,
              new JsonObject()));
    }
    invalid("rev", with(HttpMethod.POST, SAMPLES, "If-Match", "\"1-a\"", sample().toJson()));
    ok(200, with(HttpMethod.PUT, path(stored), "If-Match", '"' + rev + '"', next(stored)));
  }

  @Test
  void whatIsDeletedIsGoneAndItsIdWithIt() {
    JsonObject stored = stored();
    String path = path(stored);
    invalid("rev", gateway.delete(path, author.token()));
    JsonObject problem =
        problem(409, "conflict", gateway.delete(path + "?rev=1-a", author.token()));
    assertThat(problem.getString("currentRev")).isEqualTo(stored.getString("rev"));
    HttpResponse<Buffer> deleted =
        gateway.delete(path + "?rev=" + stored.getString("rev"), author.token());
    assertThat(deleted.statusCode()).isEqualTo(204);
    problem(404, "not-found", gateway.get(path, author.token()));
    stored.remove("rev");
    JsonObject again = problem(409, "conflict", gateway.post(SAMPLES, author.token(), stored));
    assertThat(again.containsKey("currentRev")).isFalse();
  }

  @Test
  void manyAtOnce() {
    JsonObject first = stored();
    JsonObject second = next(stored());
    JsonObject stale = next(first).put("rev", "1-a");
    JsonObject bulk =
        new JsonObject().put("entities", JsonArray.of(sample().toJson(), second, stale));
    JsonArray results =
        ok(200, gateway.post(SAMPLES + "/bulk", author.token(), bulk)).getJsonArray("results");
    assertThat(results).hasSize(3);
    assertThat(results.getJsonObject(0).getString("rev")).startsWith("1-");
    assertThat(results.getJsonObject(1).getString("rev")).startsWith("2-");
    assertThat(results.getJsonObject(2).getJsonObject("error").getString("code"))
        .isEqualTo("conflict");
    invalid(
        "entities[1].id",
        gateway.post(
            SAMPLES + "/bulk",
            author.token(),
            new JsonObject().put("entities", JsonArray.of(second, second))));
    JsonObject ids =
        new JsonObject()
            .put("ids", JsonArray.of(second.getString("id"), UUID.randomUUID().toString()));
    JsonArray items =
        ok(200, gateway.post(SAMPLES + "/get", author.token(), ids)).getJsonArray("items");
    assertThat(items).hasSize(1);
    assertThat(items.getJsonObject(0).getString("id")).isEqualTo(second.getString("id"));
  }

  @Test
  void listsArePagedAndFiltered() {
    Somebody other = gateway.somebody("device");
    String link = gateway.writes().bytes(16);
    JsonObject tag = new JsonObject().put("type", "IC-TEST").put("code", "A|B ü");
    List<JsonObject> all =
        IntStream.range(0, 5)
            .mapToObj(i -> gateway.writes().unsigned(other.owner(), EntityType.DATA_SAMPLE))
            .map(json -> json.put("links", JsonArray.of(link)).put("tags", JsonArray.of(tag)))
            .map(json -> gateway.writes().signed(other.owner(), json, java.util.Map.of()))
            .map(entity -> ok(201, gateway.post(SAMPLES, other.token(), entity.toJson())))
            .toList();
    String query = "?limit=3&link=" + link;
    JsonObject page = ok(200, gateway.get(SAMPLES + query, other.token()));
    assertThat(page.getJsonArray("items")).hasSize(3);
    JsonObject rest =
        ok(200, gateway.get(SAMPLES + query + "&cursor=" + page.getString("next"), other.token()));
    assertThat(rest.getJsonArray("items")).hasSize(2);
    assertThat(rest.containsKey("next")).isFalse();
    assertThat(page.getJsonArray("items").addAll(rest.getJsonArray("items")))
        .containsExactlyInAnyOrderElementsOf(all);
    long created = all.get(0).getLong("created");
    String tagged = "?tag=IC-TEST%7CA%5C%7CB+%C3%BC";
    assertThat(items(SAMPLES + tagged + "&from=" + created, other)).hasSize(5);
    assertThat(items(SAMPLES + tagged + "&from=" + (created + 1), other)).isEmpty();
    assertThat(items(SAMPLES + "?to=" + (created - 1), other)).isEmpty();
    assertThat(items(SAMPLES + "?tag=IC-TEST%7CA", other)).isEmpty();
    assertThat(items(SAMPLES + query, author)).isEmpty();
  }

  private static JsonArray items(String path, Somebody who) {
    return ok(200, gateway.get(path, who.token())).getJsonArray("items");
  }

  @Test
  void queryParametersAreCheckedByName() {
    String token = author.token();
    invalid("limits", gateway.get(SAMPLES + "?limits=1", token));
    invalid("limit", gateway.get(SAMPLES + "?limit=1&limit=2", token));
    invalid("limit", gateway.get(SAMPLES + "?limit=0", token));
    invalid("limit", gateway.get(SAMPLES + "?limit=1001", token));
    invalid("limit", gateway.get(SAMPLES + "?limit=1e2", token));
    invalid("from", gateway.get(SAMPLES + "?from=-1", token));
    invalid("to", gateway.get(SAMPLES + "?to=9007199254740992", token));
    invalid("link", gateway.get(SAMPLES + "?link=abc", token));
    invalid("tag", gateway.get(SAMPLES + "?tag=abc", token));
    invalid("tag", gateway.get(SAMPLES + "?tag=a%7Cb%7Cc", token));
    invalid("cursor", gateway.get(SAMPLES + "?cursor=abc", token));
    invalid("", gateway.get(SAMPLES + "?tag=a%7C%zz", token));
    invalid("tag", gateway.get(SAMPLES + "?tag=a%7C%ff", token));
    invalid("rev", gateway.get(path(stored()) + "?rev=1", token));
    invalid("type", gateway.get("/entities/Nothing", token));
    invalid("id", gateway.get(SAMPLES + "/1", token));
    invalid("id", gateway.get(SAMPLES + "/get", token));
    invalid("id", gateway.get(SAMPLES + "/" + "A".repeat(36), token));
  }
}
