package dev.salus.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server with 128 MiB of heap refuses bodies that would take more than there is before they do,
 * and tells their senders when to come again (threat T23).
 */
@Isolated("a small server is as slow as the machine is busy")
class LargeBodiesTest {

  private static final String PASSWORD = "correct horse battery staple";
  private static final int MEBIBYTE = 1024 * 1024;
  private static final int AT_ONCE = 16;

  /** The largest box that protocol §9.2 permits. */
  private static final int BOX_BYTES = 5_767_168;

  private ServerProcess server;
  private String token;

  @BeforeEach
  void start() throws Exception {
    server =
        ServerProcess.start(List.of("-Xmx128m"), Map.of(ServeOptions.ADMIN_PASSWORD, PASSWORD));
    String admin = token("admin");
    JsonObject owner = server.created("/data-owners", admin, new JsonObject().put("type", "hcp"));
    JsonObject user =
        new JsonObject()
            .put("login", "hcp")
            .put("password", PASSWORD)
            .put("dataOwner", owner.getString("id"));
    server.created("/users", admin, user);
    token = token("hcp");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String token(String login) throws Exception {
    return server.session(login, PASSWORD).getString("accessToken");
  }

  /** {@code {"a": [unit, unit, …]}} or a text of them, of so many bytes. */
  private static String body(String unit, int bytes) {
    return unit.endsWith(",")
        ? "{\"a\":[" + unit.repeat(bytes / unit.length() - 5) + "0]}"
        : "{\"a\":\"" + unit.repeat(bytes / unit.length() - 20) + "\u20ac\"}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{},",
        "[],",
        "1,",
        "\"a\",",
        "{\"a\":1},",
        "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}},",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]],",
        "xxxxxxxxxxxxxxxx"
      })
  void t23_bodiesThatGrowWhenTheyAreReadAreRefusedBeforeTheyDo(String unit) throws Exception {
    String seven = body(unit, 7 * MEBIBYTE);
    assertThat(answers(1, i -> post(body(unit, 8 * MEBIBYTE))).get(0)).isIn(400, 413);
    assertThat(answers(1, i -> post(seven)).get(0)).isIn(400, 413);
    assertThat(answers(AT_ONCE, i -> post(seven))).allMatch(List.of(400, 413, 503)::contains);
    serves();
  }

  @Test
  void t23_allRecoveryBlobsOfAnOwnerAtOnceAreTakenOrToldToComeAgain() throws Exception {
    int characters = (BOX_BYTES * 4 + 2) / 3;
    String box = new JsonObject().put("box", "A".repeat(characters)).encode();

    List<Integer> answers = answers(AT_ONCE, i -> put(recoveryId(i), box));

    assertThat(answers).allMatch(List.of(201, 503)::contains);
    serves();
    assertThat(answers(1, i -> put(recoveryId(0), box))).containsExactly(201);
  }

  private static String recoveryId(int number) {
    byte[] id = new byte[16];
    id[0] = (byte) number;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  private void serves() throws Exception {
    assertThat(server.process().isAlive()).as("alive").isTrue();
    assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(token("hcp")).isNotEmpty();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.address().resolve("/api/v1" + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private HttpRequest.Builder post(String body) {
    return request("/entities/DataSample").POST(BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder put(String recoveryId, String body) {
    return request("/recovery/" + recoveryId).PUT(BodyPublishers.ofString(body));
  }

  /** The codes of the answers to so many requests at once; 503 says when to come again. */
  private List<Integer> answers(int count, IntFunction<HttpRequest.Builder> requests)
      throws Exception {
    List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sent.add(server.sendAsync(requests.apply(i)));
    }
    List<Integer> codes = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> each : sent) {
      HttpResponse<String> answer = each.get(120, TimeUnit.SECONDS);
      assertThat(answer.headers().firstValue("Retry-After").isPresent())
          .as("%s", answer.body())
          .isEqualTo(answer.statusCode() == 503);
      codes.add(answer.statusCode());
    }
    return codes;
  }
}
