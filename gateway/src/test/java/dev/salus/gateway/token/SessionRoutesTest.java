package dev.salus.gateway.token;

import static dev.salus.gateway.RunningGateway.credentials;
import static dev.salus.gateway.RunningGateway.invalid;
import static dev.salus.gateway.RunningGateway.newLogin;
import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.gateway.RunningGateway.problem;
import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.gateway.RunningGateway;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logging in, refreshing, logging out, and what a token is worth afterwards. */
class SessionRoutesTest {

  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void logInAnswersWithTokensAndUser() {
    String login = newLogin();
    JsonObject user = gateway.user(login, null);
    JsonObject session = gateway.session(login);
    assertThat(session.fieldNames())
        .containsExactlyInAnyOrder(
            "accessToken", "expiresIn", "refreshToken", "user", "deviceToken");
    assertThat(session.getInteger("expiresIn")).isEqualTo(900);
    JsonObject me = ok(200, gateway.get("/users/me", session.getString("accessToken")));
    assertThat(session.getJsonObject("user")).isEqualTo(me);
    assertThat(me.getString("id")).isEqualTo(user.getString("id"));
  }

  @Test
  void t12_unknownLoginAndWrongPasswordAreAnsweredAlike() {
    String login = newLogin();
    gateway.user(login, null);
    HttpResponse<Buffer> wrong =
        gateway.post("/auth/login", null, credentials(login).put("password", "guess guess"));
    HttpResponse<Buffer> unknown = gateway.post("/auth/login", null, credentials(newLogin()));
    problem(401, "unauthenticated", wrong);
    assertThat(wrong.getHeader("WWW-Authenticate")).startsWith("Bearer");
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.bodyAsString()).isEqualTo(wrong.bodyAsString());
    assertThat(unknown.headers().names())
        .containsExactlyInAnyOrderElementsOf(wrong.headers().names());
  }

  @Test
  void t12_guessingIsSlowedDown() {
    String login = newLogin();
    gateway.user(login, null);
    JsonObject guess = credentials(login).put("password", "guess guess");
    HttpResponse<Buffer> answer = gateway.post("/auth/login", null, guess);
    for (int i = 0; i < 20 && answer.statusCode() == 401; i++) {
      answer = gateway.post("/auth/login", null, guess);
    }
    JsonObject problem = problem(429, "too-many-requests", answer);
    long waitMs = problem.getLong("retryAfterMs");
    assertThat(Long.parseLong(answer.getHeader("Retry-After")))
        .isEqualTo((waitMs + 999) / 1_000)
        .isPositive();
    gateway.clock().advance(Duration.ofMillis(waitMs));
    assertThat(gateway.logIn(login)).isNotEmpty();
  }

  @Test
  void t11_aRefreshTokenIsSpentOnceAndItsReuseEndsTheFamily() {
    String login = newLogin();
    gateway.user(login, null);
    JsonObject first = gateway.session(login);
    JsonObject spend = new JsonObject().put("refreshToken", first.getString("refreshToken"));
    JsonObject second = ok(200, gateway.post("/auth/refresh", null, spend));
    assertThat(second.fieldNames())
        .containsExactlyInAnyOrder("accessToken", "expiresIn", "refreshToken", "user");
    assertThat(second.getString("refreshToken")).isNotEqualTo(first.getString("refreshToken"));
    String token = second.getString("accessToken");
    ok(200, gateway.get("/users/me", token));
    JsonObject again = ok(200, gateway.post("/auth/refresh", null, spend));
    assertThat(again.getString("refreshToken")).isEqualTo(second.getString("refreshToken"));
    ok(200, gateway.get("/users/me", again.getString("accessToken")));
    problem(401, "unauthenticated", gateway.post("/auth/refresh", null, spend));
    problem(401, "unauthenticated", gateway.get("/users/me", token));
    problem(401, "unauthenticated", gateway.get("/users/me", first.getString("accessToken")));
    JsonObject next = new JsonObject().put("refreshToken", second.getString("refreshToken"));
    problem(401, "unauthenticated", gateway.post("/auth/refresh", null, next));
  }

  @Test
  void t11_aLoggedOutSessionIsOver() {
    String login = newLogin();
    gateway.user(login, null);
    JsonObject session = gateway.session(login);
    String token = session.getString("accessToken");
    String other = gateway.logIn(login);
    ok(200, gateway.get("/users/me", token));
    HttpResponse<Buffer> out = gateway.post("/auth/logout", token, new JsonObject());
    assertThat(out.statusCode()).isEqualTo(204);
    assertThat(out.body()).isNull();
    problem(401, "unauthenticated", gateway.get("/users/me", token));
    problem(401, "unauthenticated", gateway.post("/auth/logout", token, new JsonObject()));
    JsonObject spend = new JsonObject().put("refreshToken", session.getString("refreshToken"));
    problem(401, "unauthenticated", gateway.post("/auth/refresh", null, spend));
    ok(200, gateway.get("/users/me", other));
  }

  @Test
  void t11_anExpiredTokenIsRefused() {
    String login = newLogin();
    gateway.user(login, null);
    String token = gateway.logIn(login);
    ok(200, gateway.get("/users/me", token));
    gateway.clock().advance(Duration.ofMinutes(15));
    problem(401, "unauthenticated", gateway.get("/users/me", token));
  }

  @Test
  void t11_noTokenOutlivesTheSessionWhoseEndItsLogInAskedFor() {
    String login = newLogin();
    gateway.user(login, null);
    JsonObject first =
        ok(200, gateway.post("/auth/login", null, credentials(login).put("endsAfter", 1_000)));
    gateway.clock().advance(Duration.ofSeconds(400));
    JsonObject spend = new JsonObject().put("refreshToken", first.getString("refreshToken"));
    JsonObject second = ok(200, gateway.post("/auth/refresh", null, spend));

    assertThat(first.getLong("expiresIn")).isEqualTo(900);
    assertThat(second.getLong("expiresIn")).isBetween(599L, 600L);
    assertThat(claim(second, "exp") - claim(first, "iat")).isBetween(999L, 1_000L);
  }

  private static long claim(JsonObject session, String name) {
    String claims = session.getString("accessToken").split("\\.", -1)[1];
    return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(claims))).getLong(name);
  }

  @Test
  void t11_onlyOneBearerTokenCounts() {
    String token = gateway.logIn(RunningGateway.ADMIN);
    for (String header :
        new String[] {"", "Bearer", "Bearer ", "Basic " + token, token, "Bearer x " + token}) {
      problem(
          401,
          "unauthenticated",
          await(
              gateway
                  .request(HttpMethod.GET, RunningGateway.API + "/users/me", null)
                  .putHeader("Authorization", header)
                  .send()));
    }
    problem(
        401,
        "unauthenticated",
        await(
            gateway
                .request(HttpMethod.GET, RunningGateway.API + "/users/me", null)
                .putHeader("Authorization", List.of("Bearer " + token, "Bearer x"))
                .send()));
  }

  @Test
  void whatIsNoLogInIsRefusedByItsField() {
    invalid("login", gateway.post("/auth/login", null, new JsonObject()));
    invalid("password", gateway.post("/auth/login", null, new JsonObject().put("login", "a")));
    invalid("more", gateway.post("/auth/login", null, credentials("a").put("more", 1)));
    invalid("otp", gateway.post("/auth/login", null, credentials("a").put("otp", "1".repeat(65))));
    invalid("refreshToken", gateway.post("/auth/refresh", null, new JsonObject()));
    problem(
        401,
        "unauthenticated",
        gateway.post("/auth/refresh", null, new JsonObject().put("refreshToken", "no")));
  }
}
