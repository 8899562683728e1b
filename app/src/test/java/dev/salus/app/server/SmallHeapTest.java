package dev.salus.app.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A server with 128 MiB of heap stands what strangers and users do to its memory. */
@Isolated("floods take a core for themselves, and what is cut off is so by time")
class SmallHeapTest {

  private static final String PASSWORD = "correct horse battery staple";
  private static final long CLOSED_WITHIN_MS = 90_000;
  private static final int CONNECTIONS = 200;

  private ServerProcess server;

  @BeforeEach
  void start() throws Exception {
    server =
        ServerProcess.start(List.of("-Xmx128m"), Map.of(ServeCommand.ADMIN_PASSWORD, PASSWORD));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int port() {
    return server.address().getPort();
  }

  private void serves() throws Exception {
    assertThat(server.process().isAlive()).as("alive").isTrue();
    HttpResponse<String> ready = server.get("/health/ready");
    assertThat(ready.statusCode()).as("%s", ready.body()).isEqualTo(200);
    assertThat(server.logIn("admin", PASSWORD)).isEqualTo(200);
  }

  @Test
  void t24_whoAsksOnAndOnAndNeverReadsCostsLittleAndIsCutOff() throws Exception {
    byte[] get = "GET /.well-known/jwks.json HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII);
    try (Flood flood = new Flood(port())) {
      for (int i = 0; i < CONNECTIONS; i++) {
        flood.add("", get, 4_000);
      }
      flood.send();
      serves();
      assertThat(flood.isClosedOn(CONNECTIONS, CLOSED_WITHIN_MS)).as("cut off").isTrue();
    }
    serves();
  }

  @Test
  void t24_whoPingsOnAndOnAndNeverReadsCostsLittleAndIsCutOff() throws Exception {
    byte[] ping = ByteBuffer.allocate(6 + 125).put((byte) 0x89).put((byte) (0x80 | 125)).array();
    try (Flood flood = new Flood(port())) {
      for (int user = 0; user < 10; user++) {
        String token = userToken("user" + user);
        for (int i = 0; i < CONNECTIONS / 10; i++) {
          flood.add(handshake(token), ping, 20_000);
        }
      }
      flood.send();
      serves();
      assertThat(flood.isClosedOn(CONNECTIONS, CLOSED_WITHIN_MS)).as("cut off").isTrue();
    }
    serves();
  }

  @Test
  void t23_bodiesThatGrowWhenTheyAreReadAreRefusedBeforeTheyDo() throws Exception {
    String token = token("admin");
    String eight = "{\"a\":[" + "{},".repeat(8 * 1024 * 1024 / 3 - 10) + "{}]}";
    String seven = "{\"a\":[" + "{},".repeat(7 * 1024 * 1024 / 3) + "{}]}";
    assertThat(post(token, eight).get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(413);
    assertThat(post(token, seven).get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(413);

    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    String text = "{\"a\":\"" + "x".repeat(7 * 1024 * 1024) + "\"}";
    for (int i = 0; i < 16; i++) {
      answers.add(post(token, i % 2 == 0 ? seven : text));
    }
    for (CompletableFuture<HttpResponse<String>> each : answers) {
      HttpResponse<String> answer = each.get(120, TimeUnit.SECONDS);
      assertThat(answer.statusCode()).as("%s", answer.body()).isIn(400, 413, 503);
      assertThat(answer.headers().firstValue("Retry-After").isPresent())
          .as("%s", answer.body())
          .isEqualTo(answer.statusCode() == 503);
    }
    serves();
  }

  private CompletableFuture<HttpResponse<String>> post(String token, String body) {
    return server.sendAsync(
        HttpRequest.newBuilder(server.address().resolve("/api/v1/entities/DataSample"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static String handshake(String token) {
    return "GET /api/v1/events HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + "Authorization: Bearer "
        + token
        + "\r\n\r\n";
  }

  private String userToken(String login) throws Exception {
    JsonObject user =
        new JsonObject()
            .put("login", login)
            .put("password", PASSWORD)
            .put("roles", new JsonArray().add("admin"));
    HttpResponse<String> made =
        server.send(
            HttpRequest.newBuilder(server.address().resolve("/api/v1/users"))
                .header("Authorization", "Bearer " + token("admin"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(user.encode())));
    assertThat(made.statusCode()).as("%s", made.body()).isEqualTo(201);
    return token(login);
  }

  private String token(String login) throws Exception {
    return server.session(login, PASSWORD).getString("accessToken");
  }
}
