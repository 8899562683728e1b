package dev.salus.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.core.testkit.ClientWrites;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.EntityType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A server with little memory, in a process of its own. */
@Isolated("a small server is as slow as the machine is busy")
class SmallServerTest {

  private static final String PASSWORD = "correct horse battery staple";
  private static final int ENTITIES = 520;
  private static final int TAGS_AND_LINKS = 32;

  private final ClientWrites writes = new ClientWrites(Clock.systemUTC());

  @Test
  void t23_aBulkFullOfTagsAndLinksIsBoundedAndTheServerGoesOn() throws Exception {
    Map<String, String> environment =
        Map.of(ServeOptions.ADMIN_PASSWORD, PASSWORD, "JAVA_TOOL_OPTIONS", "-Xmx128m");
    try (ServerProcess server = ServerProcess.start(environment, "--store", "memory")) {
      String admin = token(server, "admin");
      String id =
          post(server, admin, "/data-owners", new JsonObject().put("type", "hcp")).getString("id");
      JsonObject user = credentials("hcp").put("dataOwner", id);
      post(server, admin, "/users", user);
      String hcp = token(server, "hcp");
      TestOwner author = TestOwner.of(id, System.currentTimeMillis());
      post(server, hcp, "/data-owners/" + id + "/keys", author.key().json());
      JsonObject exchange = author.exchangeRecordTo(author, System.currentTimeMillis()).toJson();
      post(server, hcp, "/exchanges", exchange);

      JsonArray results =
          post(server, hcp, "/entities/DataSample/bulk", bulk(author)).getJsonArray("results");

      assertThat(results).hasSize(ENTITIES);
      long stored = results.stream().filter(each -> ((JsonObject) each).containsKey("rev")).count();
      assertThat(stored).isBetween(1L, ENTITIES - 1L);
      assertThat(results.getJsonObject(ENTITIES - 1).getJsonObject("error").getString("code"))
          .isEqualTo("too-large");
      JsonObject plain = writes.create(author, EntityType.DATA_SAMPLE).toJson();
      assertThat(post(server, hcp, "/entities/DataSample", plain).getString("rev")).isNotNull();
    }
  }

  private JsonObject bulk(TestOwner author) {
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

  private static String token(ServerProcess server, String login) throws Exception {
    return post(server, "", "/auth/login", credentials(login)).getString("accessToken");
  }

  private static JsonObject post(ServerProcess server, String token, String path, JsonObject body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.address().resolve("/api/v1" + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode()));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> answer = server.send(request);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isBetween(200, 201);
    return new JsonObject(answer.body());
  }
}
