package dev.salus.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.core.testkit.ClientWrites;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.RecoveryBox;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A server with little memory, in a process of its own. */
@Isolated("a small server is as slow as the machine is busy")
class SmallServerTest {

  private static final String PASSWORD = "correct horse battery staple";
  private static final String SAMPLES = "/entities/DataSample";
  private static final int ENTITIES = 520;
  private static final int TAGS_AND_LINKS = 32;
  private static final int LARGE_ENTITIES = 6;
  private static final int LARGE_BYTES = 3_900_000;
  private static final int AT_ONCE = 4;
  private static final int READERS = 40;
  private static final int ONCE_BYTES = 1_000_000;

  @TempDir private Path data;

  private final ClientWrites writes = new ClientWrites(Clock.systemUTC());
  private ServerProcess server;
  private TestOwner author;
  private String token;

  @BeforeEach
  void start() throws Exception {
    Map<String, String> environment =
        Map.of(ServeOptions.ADMIN_PASSWORD, PASSWORD, "JAVA_TOOL_OPTIONS", "-Xmx128m");
    server = ServerProcess.start(environment, "--data", data.toString());
    String admin = token("admin");
    String id = post(admin, "/data-owners", new JsonObject().put("type", "hcp")).getString("id");
    post(admin, "/users", credentials("hcp").put("dataOwner", id));
    token = token("hcp");
    author = TestOwner.of(id, System.currentTimeMillis());
    post(token, "/data-owners/" + id + "/keys", author.key().json());
    JsonObject exchange = author.exchangeRecordTo(author, System.currentTimeMillis()).toJson();
    post(token, "/exchanges", exchange);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** One after the other on one server: to start another takes longer than either. */
  @Test
  void t23_whatIsManyOrLargeIsBoundedAndTheServerGoesOn() throws Exception {
    aBulkFullOfTagsAndLinks();
    t22_largeEntitiesThatManyAskForAtOnce();
    t22_theLargestBoxThatItsOwnerReadsManyTimesAtOnce();
  }

  private void aBulkFullOfTagsAndLinks() throws Exception {
    JsonArray results = post(token, SAMPLES + "/bulk", bulk()).getJsonArray("results");

    assertThat(results).hasSize(ENTITIES);
    long stored = results.stream().filter(each -> ((JsonObject) each).containsKey("rev")).count();
    assertThat(stored).isBetween(1L, ENTITIES - 1L);
    assertThat(results.getJsonObject(ENTITIES - 1).getJsonObject("error").getString("code"))
        .isEqualTo("too-large");
    serves();
  }

  private void t22_largeEntitiesThatManyAskForAtOnce() throws Exception {
    List<String> ids = new ArrayList<>();
    JsonArray changes = new JsonArray();
    for (int i = 0; i < LARGE_ENTITIES; i++) {
      JsonObject stored = post(token, SAMPLES, large());
      ids.add(stored.getString("id"));
      changes.add(new JsonObject().put("id", stored.getString("id")).put("rev", "1-other"));
    }
    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      asked.add(server.sendAsync(posting(token, SAMPLES + "/get", idsOf(ids))));
      asked.add(server.sendAsync(request(token, SAMPLES + "?limit=1000")));
      asked.add(server.sendAsync(request(token, SAMPLES + "/" + ids.get(i))));
      asked.add(
          server.sendAsync(
              posting(token, SAMPLES + "/bulk", new JsonObject().put("entities", changes))));
    }

    for (CompletableFuture<HttpResponse<String>> each : asked) {
      HttpResponse<String> answer = each.get(120, TimeUnit.SECONDS);
      assertThat(answer.statusCode()).isIn(200, 503);
      assertThat(answer.headers().firstValue("Retry-After").isPresent())
          .isEqualTo(answer.statusCode() == 503);
    }
    assertThat(readByRest(ids)).isEqualTo(ids);
    serves();
  }

  private void t22_theLargestBoxThatItsOwnerReadsManyTimesAtOnce() throws Exception {
    String large = putBox(RecoveryBox.MAX_BYTES, false);
    String once = putBox(ONCE_BYTES, true);
    List<CompletableFuture<Integer>> asked = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      asked.add(server.sendAsync(request(token, large)).thenApply(HttpResponse::statusCode));
    }

    int meanwhile = server.send(request(token, once)).statusCode();
    for (CompletableFuture<Integer> each : asked) {
      assertThat(each.get(120, TimeUnit.SECONDS)).isIn(200, 503);
    }

    assertThat(meanwhile).isIn(200, 503);
    assertThat(server.send(request(token, once)).statusCode())
        .as("what is for once, after an answer with %d", meanwhile)
        .isEqualTo(meanwhile == 200 ? 404 : 200);
    serves();
  }

  private String putBox(int bytes, boolean once) throws Exception {
    String path = "/recovery/" + writes.bytes(NotarySet.RECOVERY_ID_BYTES);
    JsonObject body = new JsonObject().put("box", writes.bytes(bytes)).put("once", once);
    HttpRequest.Builder put =
        request(token, path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body.encode()));
    assertThat(server.send(put).statusCode()).isEqualTo(201);
    return path;
  }

  /** As clients do it: what did not fit into an answer is asked for again. */
  private List<String> readByRest(List<String> ids) throws Exception {
    List<String> read = new ArrayList<>();
    for (List<String> left = ids; !left.isEmpty(); ) {
      JsonObject answer = post(token, SAMPLES + "/get", idsOf(left));
      int before = read.size();
      answer.getJsonArray("items").forEach(item -> read.add(((JsonObject) item).getString("id")));
      assertThat(read).hasSizeGreaterThan(before);
      left = answer.getJsonArray("rest", new JsonArray()).stream().map(String::valueOf).toList();
    }
    return read;
  }

  private void serves() throws Exception {
    JsonObject plain = writes.create(author, EntityType.DATA_SAMPLE).toJson();
    assertThat(post(token, SAMPLES, plain).getString("rev")).isNotNull();
  }

  private static JsonObject idsOf(List<String> ids) {
    return new JsonObject().put("ids", new JsonArray(ids));
  }

  private JsonObject large() {
    JsonObject unsigned = writes.unsigned(author, EntityType.DATA_SAMPLE);
    unsigned.put("content", writes.bytes(LARGE_BYTES));
    return writes.signed(author, unsigned, Map.of()).toJson();
  }

  private JsonObject bulk() {
    JsonArray entities = new JsonArray();
    for (int i = 0; i < ENTITIES; i++) {
      JsonArray tags = new JsonArray();
      JsonArray links = new JsonArray();
      for (int j = 0; j < TAGS_AND_LINKS; j++) {
        tags.add(new JsonObject().put("type", "t").put("code", "c" + j));
        links.add(writes.bytes(16));
      }
      JsonObject unsigned = writes.unsigned(author, EntityType.DATA_SAMPLE);
      unsigned.put("tags", tags).put("links", links);
      entities.add(writes.signed(author, unsigned, Map.of()).toJson());
    }
    return new JsonObject().put("entities", entities);
  }

  private static JsonObject credentials(String login) {
    return new JsonObject().put("login", login).put("password", PASSWORD);
  }

  private String token(String login) throws Exception {
    return post("", "/auth/login", credentials(login)).getString("accessToken");
  }

  private HttpRequest.Builder request(String bearer, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.address().resolve("/api/v1" + path));
    return bearer.isEmpty() ? request : request.header("Authorization", "Bearer " + bearer);
  }

  private HttpRequest.Builder posting(String bearer, String path, JsonObject body) {
    return request(bearer, path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.encode()));
  }

  private JsonObject post(String bearer, String path, JsonObject body) throws Exception {
    HttpResponse<String> answer = server.send(posting(bearer, path, body));
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isBetween(200, 201);
    return new JsonObject(answer.body());
  }
}
