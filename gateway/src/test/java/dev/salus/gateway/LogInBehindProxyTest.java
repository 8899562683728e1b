package dev.salus.gateway;

import static dev.salus.gateway.RunningGateway.API;
import static dev.salus.gateway.RunningGateway.credentials;
import static dev.salus.gateway.RunningGateway.newLogin;
import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.gateway.RunningGateway.problem;
import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logging in behind a reverse proxy, of which all requests come from one address (threat T25). */
class LogInBehindProxyTest {

  private static HttpResponse<Buffer> logIn(
      RunningGateway gateway, JsonObject credentials, String client) {
    return await(
        gateway
            .request(HttpMethod.POST, API + "/auth/login", null)
            .putHeader("X-Forwarded-For", client)
            .sendJsonObject(credentials));
  }

  private static void fail(RunningGateway gateway, String login, String client) {
    for (int i = 0; i < 30; i++) {
      logIn(gateway, credentials(login).put("password", "guess number " + i), client);
    }
  }

  @Test
  void t25_behindATrustedProxyEachClientCountsForItself() {
    try (RunningGateway gateway =
        RunningGateway.with(
            options -> options.withProxies(TrustedProxies.of(List.of("127.0.0.0/8"))))) {
      String login = newLogin();
      gateway.user(login, null);
      fail(gateway, login, "203.0.113.1");

      problem(429, "too-many-requests", logIn(gateway, credentials(login), "203.0.113.1"));
      problem(429, "too-many-requests", logIn(gateway, credentials(login), "1.1.1.1, 203.0.113.1"));
      ok(200, logIn(gateway, credentials(login), "203.0.113.2"));
    }
  }

  @Test
  void t25_fromAnybodyElseTheHeaderIsIgnored() {
    try (RunningGateway gateway = RunningGateway.start()) {
      String login = newLogin();
      gateway.user(login, null);
      fail(gateway, login, "203.0.113.1");

      problem(429, "too-many-requests", logIn(gateway, credentials(login), "203.0.113.2"));
    }
  }

  @Test
  void t25_aDeviceTokenPassesWhileOthersBehindTheSameProxyGuess() {
    try (RunningGateway gateway = RunningGateway.start()) {
      String login = newLogin();
      gateway.user(login, null);
      String deviceToken = gateway.session(login).getString("deviceToken");
      fail(gateway, login, "203.0.113.1");
      problem(429, "too-many-requests", gateway.post("/auth/login", null, credentials(login)));

      JsonObject session =
          ok(
              200,
              gateway.post(
                  "/auth/login", null, credentials(login).put("deviceToken", deviceToken)));

      assertThat(session.getString("deviceToken")).isNotEmpty();
    }
  }

  @Test
  void t25_anAdministratorLiftsALock() {
    try (RunningGateway gateway = RunningGateway.start()) {
      String login = newLogin();
      String path = "/users/" + gateway.user(login, null).getString("id") + "/locks";
      fail(gateway, login, "203.0.113.1");
      problem(429, "too-many-requests", gateway.post("/auth/login", null, credentials(login)));

      assertThat(gateway.delete(path, gateway.adminToken()).statusCode()).isEqualTo(204);

      String token = gateway.logIn(login);
      problem(403, "forbidden", gateway.delete(path, token));
      problem(401, "unauthenticated", gateway.delete(path, null));
    }
  }
}
