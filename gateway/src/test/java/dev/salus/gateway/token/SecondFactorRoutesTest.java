package dev.salus.gateway.token;

import static dev.salus.gateway.RunningGateway.PASSWORD;
import static dev.salus.gateway.RunningGateway.credentials;
import static dev.salus.gateway.RunningGateway.newLogin;
import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.gateway.RunningGateway.problem;
import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.operation.Operation;
import dev.salus.core.testkit.Authenticator;
import dev.salus.gateway.RunningGateway;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Second factors over HTTP, on a server that requires one of clerks. */
class SecondFactorRoutesTest {

  private static final String CLERK = "clerk";
  private static final String ID = "00000000-0000-4000-8000-000000000000";

  private static RunningGateway gateway;
  private static String restricted;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.on(settings -> settings.withSecondFactorFor(Set.of(CLERK)));
    String login = newLogin();
    gateway.user(login, null, CLERK, "admin");
    restricted = gateway.logIn(login);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "LOG_IN",
        "REFRESH",
        "ACCEPT_INVITATION",
        "LOG_OUT",
        "ME",
        "SECOND_FACTOR",
        "SET_UP_SECOND_FACTOR",
        "CONFIRM_SECOND_FACTOR"
      })
  void t11_whoHasToSetOneUpFirstCanDoNothingElse(Operation operation) {
    JsonObject problem = problem(401, "second-factor-required", asked(operation));

    assertThat(problem.getString("reason")).isEqualTo("not-set-up");
  }

  private static HttpResponse<Buffer> asked(Operation operation) {
    String path = RunningGateway.API + operation.path(SecondFactorRoutesTest::part);
    HttpRequest<Buffer> request = gateway.request(operation.method(), path, restricted);
    if (operation.namesRevision() && !operation.takesBody()) {
      request.addQueryParam("rev", "1-a");
    }
    return await(operation.takesBody() ? request.sendJsonObject(new JsonObject()) : request.send());
  }

  private static String part(String name) {
    return switch (name) {
      case "type" -> "Patient";
      case "keyId" -> "A".repeat(43);
      case "recoveryId" -> "A".repeat(22);
      default -> ID;
    };
  }

  @Test
  void t11_setUpOnceTheSameTokenDoesWhatTheRolesSay() {
    String login = newLogin();
    String id = gateway.user(login, null, CLERK, "admin").getString("id");
    JsonObject session = gateway.session(login);
    String token = session.getString("accessToken");
    assertThat(ok(200, gateway.get("/users/me", token)).getString("secondFactor"))
        .as("who one is, which a client asks first")
        .isEqualTo("required");
    assertThat(session.getJsonObject("user").getString("secondFactor")).isEqualTo("required");

    Authenticator phone = setUp(token);

    ok(200, gateway.get("/users/" + id, token));
    problem(401, "second-factor-required", gateway.post("/auth/login", null, credentials(login)));
    JsonObject next =
        ok(
            200,
            gateway.post(
                "/auth/refresh",
                null,
                new JsonObject().put("refreshToken", session.getString("refreshToken"))));
    ok(200, gateway.get("/users/" + id, next.getString("accessToken")));
    JsonObject proof = new JsonObject().put("password", PASSWORD).put("otp", phone.code(1));
    assertThat(gateway.post("/users/me/second-factor/remove", token, proof).statusCode())
        .isEqualTo(204);
    problem(401, "second-factor-required", gateway.get("/users/" + id, token));
  }

  @Test
  void t12_aLogInSaysWhatIsWantedAndNothingWithoutThePassword() {
    String login = newLogin();
    gateway.user(login, null);
    Authenticator phone = setUp(gateway.logIn(login));

    HttpResponse<Buffer> missing = gateway.post("/auth/login", null, credentials(login));
    HttpResponse<Buffer> wrong = logIn(login, phone.wrongCode());
    HttpResponse<Buffer> guessed =
        gateway.post(
            "/auth/login",
            null,
            credentials(login).put("password", "guess guess").put("otp", phone.code(1)));
    HttpResponse<Buffer> unknown = logIn(newLogin(), phone.code(1));

    assertThat(problem(401, "second-factor-required", missing).getString("reason"))
        .isEqualTo("code-missing");
    assertThat(missing.getHeader("WWW-Authenticate")).startsWith("Bearer");
    assertThat(problem(401, "second-factor-required", wrong).getString("reason"))
        .isEqualTo("code-refused");
    problem(401, "unauthenticated", guessed);
    assertThat(guessed.bodyAsString()).isEqualTo(unknown.bodyAsString());
    ok(200, logIn(login, phone.code(1)));
  }

  @Test
  void s66_anAdministratorTakesOneAwayThatIsLost() {
    String login = newLogin();
    String id = gateway.user(login, null).getString("id");
    String token = gateway.logIn(login);
    setUp(token);

    assertThat(gateway.userOf(login).getString("secondFactor")).isEqualTo("on");
    problem(403, "forbidden", gateway.delete("/users/" + id + "/second-factor", token));
    assertThat(gateway.delete("/users/" + id + "/second-factor", gateway.adminToken()).statusCode())
        .isEqualTo(204);

    problem(401, "unauthenticated", gateway.get("/users/me", token));
    gateway.logIn(login);
  }

  private static Authenticator setUp(String token) {
    JsonObject begun =
        ok(
            201,
            gateway.post(
                "/users/me/second-factor", token, new JsonObject().put("password", PASSWORD)));
    Authenticator phone = new Authenticator(begun.getString("secret"), gateway.clock());
    JsonObject confirmed =
        ok(
            200,
            gateway.post(
                "/users/me/second-factor/confirm",
                token,
                new JsonObject().put("otp", phone.code())));
    assertThat(confirmed.getJsonArray("recoveryCodes")).hasSize(10);
    return phone;
  }

  private static HttpResponse<Buffer> logIn(String login, String otp) {
    return gateway.post("/auth/login", null, credentials(login).put("otp", otp));
  }
}
