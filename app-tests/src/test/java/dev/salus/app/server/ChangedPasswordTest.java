package dev.salus.app.server;

import static dev.salus.gateway.RunningGateway.PASSWORD;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Unauthenticated;
import dev.salus.gateway.RunningGateway;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Scenario S55: a password is changed on one device while another goes on with the old one. */
final class ChangedPasswordTest {

  private static final String NEW_PASSWORD = "staple of another kind";

  @Test
  void s55_aStaleDeviceStopsAskingAndLocksNobodyOut() {
    try (RunningGateway gateway = RunningGateway.start()) {
      String login = gateway.somebody("hcp").login();
      HttpTransport stale = transport(gateway, login, PASSWORD);
      HttpTransport changing = transport(gateway, login, PASSWORD);
      await(new ServerApi(stale).me());
      await(
          new ServerApi(changing)
              .changePassword(new JsonObject().put("old", PASSWORD).put("new", NEW_PASSWORD)));

      for (int i = 0; i < 30; i++) {
        Unauthenticated told = failure(Unauthenticated.class, new ServerApi(stale).me());
        assertThat(told).hasMessageContaining("changed on another device");
      }

      HttpTransport fresh = transport(gateway, login, NEW_PASSWORD);
      JsonObject me = await(new ServerApi(fresh).me());
      assertThat(me.getString("login")).isEqualTo(login);
      stale.logInWith(NEW_PASSWORD);
      assertThat(await(new ServerApi(stale).me())).isEqualTo(me);
      for (HttpTransport each : new HttpTransport[] {stale, changing, fresh}) {
        await(each.close());
      }
    }
  }

  private static HttpTransport transport(RunningGateway gateway, String login, String password) {
    URI address = URI.create("http://127.0.0.1:" + gateway.port());
    return new HttpTransport(gateway.vertx(), address, login, password);
  }
}
