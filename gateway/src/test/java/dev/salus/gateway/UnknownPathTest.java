package dev.salus.gateway;

import static dev.salus.gateway.RunningGateway.API;
import static dev.salus.gateway.RunningGateway.problem;
import static dev.salus.testing.Await.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that are not there, methods that a path does not take, and what all answers have. */
class UnknownPathTest {

  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static HttpResponse<Buffer> send(String method, String path, String token) {
    return await(gateway.request(HttpMethod.valueOf(method), path, token).send());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/index.html",
        "/favicon.ico",
        "/api",
        "/api/v1",
        "/api/v1/",
        "/api/v2/users/me",
        "/api/v1/nothing",
        "/api/v1/users/me/nothing",
        "/api/v1/recovery/abc/box",
        "/api/v1/event",
        "/metrics",
        "/health"
      })
  void whatIsNotThereIs404ForEverybody(String path) {
    problem(404, "not-found", send("GET", path, null));
    problem(404, "not-found", send("POST", path, gateway.adminToken()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUT     | /api/v1/auth/login                   | POST
          GET     | /api/v1/auth/refresh                 | POST
          GET     | /api/v1/auth/logout                  | POST
          PATCH   | /api/v1/users                        | GET, HEAD, POST
          DELETE  | /api/v1/users/me/password            | PUT
          POST    | /api/v1/users/me/auto-share          | GET, HEAD, PUT
          OPTIONS | /api/v1/data-owners                  | GET, HEAD, POST
          TRACE   | /api/v1/exchanges                    | GET, HEAD, POST
          PUT     | /api/v1/entities/Patient             | GET, HEAD, POST
          PATCH   | /api/v1/entities/Patient/1           | DELETE, GET, HEAD, PUT
          GET     | /api/v1/entities/Patient/1/grants    | POST
          POST    | /api/v1/recovery/abc                 | DELETE, GET, PUT
          PUT     | /api/v1/notary-sets                  | GET, HEAD, POST
          POST    | /api/v1/notary-requests              | GET, HEAD
          GET     | /api/v1/access-back/1/done           | POST
          POST    | /health/live                         | GET, HEAD
          POST    | /.well-known/jwks.json               | GET, HEAD
          """)
  void aMethodThatAPathDoesNotTakeIs405(String method, String path, String allowed) {
    HttpResponse<Buffer> answer = send(method, path, null);
    problem(405, "method-not-allowed", answer);
    assertThat(answer.getHeader("Allow")).isEqualTo(allowed);
  }

  @Test
  void headSaysWhatGetWouldSay() {
    String token = gateway.adminToken();
    HttpResponse<Buffer> head = send("HEAD", API + "/users/me", token);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isNull();
    assertThat(head.getHeader("Content-Type")).isEqualTo("application/json");
    HttpResponse<Buffer> missing = send("HEAD", API + "/users/" + UUID.randomUUID(), token);
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).isNull();
    assertThat(send("HEAD", API + "/users/me", null).statusCode()).isEqualTo(401);
  }

  @Test
  void headDoesNotReadWhatIsThereForOneReading() {
    HttpResponse<Buffer> head = send("HEAD", API + "/recovery/abc", gateway.adminToken());

    assertThat(head.statusCode()).isEqualTo(405);
    assertThat(head.getHeader("Allow")).isEqualTo("DELETE, GET, PUT");
    assertThat(head.body()).isNull();
  }

  @Test
  void everyAnswerForbidsSniffingAndKeeping() {
    String token = gateway.adminToken();
    for (HttpResponse<Buffer> answer :
        List.of(
            send("GET", "/health/live", null),
            send("GET", API + "/users/me", token),
            send("GET", API + "/users/me", null),
            send("POST", API + "/auth/logout", gateway.anotherAdmin()),
            send("GET", "/nothing", null))) {
      assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.headers().names())
          .as("no cross-origin use by default")
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    }
  }

  @Test
  void thePublicKeysVerifyTheTokens() {
    var keys = send("GET", "/.well-known/jwks.json", null).bodyAsJsonObject().getJsonArray("keys");
    assertThat(keys).hasSize(1);
    assertThat(keys.getJsonObject(0).fieldNames())
        .containsExactlyInAnyOrder("kty", "crv", "x", "y", "kid", "use", "alg");
    String header = gateway.adminToken().substring(0, gateway.adminToken().indexOf('.'));
    assertThat(new String(Base64.getUrlDecoder().decode(header), US_ASCII))
        .contains("\"kid\":\"" + keys.getJsonObject(0).getString("kid") + "\"");
  }
}
