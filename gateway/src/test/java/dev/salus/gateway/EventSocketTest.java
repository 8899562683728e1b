package dev.salus.gateway;

import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.gateway.RunningGateway.Somebody;
import dev.salus.gateway.events.EventLimits;
import dev.salus.gateway.token.TokenSettings;
import dev.salus.protocol.EntityType;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a socket that tells of changes ends. */
class EventSocketTest {

  private static final int STOPPING = 1001;
  private static final int UNEXPECTED = 1003;
  private static final int UNAUTHENTICATED = 4401;

  private final RunningGateway gateway =
      RunningGateway.with(options -> options.withEvents(EventLimits.defaults().withSockets(4, 2)));
  private boolean stopped;

  @AfterEach
  void close() {
    if (!stopped) {
      gateway.close();
    }
  }

  private JsonObject create(Somebody author) {
    return ok(
        201,
        gateway.post(
            "/entities/DataSample",
            gateway.logIn(author.login()),
            gateway.writes().create(author.owner(), EntityType.DATA_SAMPLE).toJson()));
  }

  @Test
  void itEndsWithTheAccessToken() {
    Somebody somebody = gateway.somebody("hcp");
    try (EventClient client = EventClient.of(gateway, "", somebody.token())) {
      gateway.clock().advance(TokenSettings.MAX_LIFETIME);
      create(somebody);

      assertThat(client.closedWith()).isEqualTo(UNAUTHENTICATED);
      assertThat(client.waiting()).as("told after the token expired").isZero();
    }
  }

  @Test
  void anExpiredTokenEndsItAlsoWhereNothingChanges() {
    EventLimits often = EventLimits.defaults().withPingInterval(Duration.ofMillis(500));
    try (RunningGateway impatient = RunningGateway.with(options -> options.withEvents(often));
        EventClient client = EventClient.of(impatient, "", impatient.somebody("hcp").token())) {
      impatient.clock().advance(TokenSettings.MAX_LIFETIME);

      assertThat(client.closedWith()).isEqualTo(UNAUTHENTICATED);
    }
  }

  @Test
  void itEndsWithTheSessionAndNotWithAnother() throws Exception {
    Somebody somebody = gateway.somebody("hcp");
    String other = gateway.logIn(somebody.login());
    try (EventClient ended = EventClient.of(gateway, "", somebody.token());
        EventClient stays = EventClient.of(gateway, "", other)) {
      gateway.post("/auth/logout", somebody.token(), new JsonObject());

      assertThat(ended.closedWith()).isEqualTo(UNAUTHENTICATED);
      JsonObject made = create(somebody);
      assertThat(stays.next().getString("id")).isEqualTo(made.getString("id"));
    }
  }

  @Test
  void itEndsWithTheUser() {
    JsonObject user = gateway.user("leaver", null, "admin");
    String token = gateway.logIn("leaver");
    try (EventClient client = EventClient.of(gateway, "", token)) {
      gateway.delete(
          "/users/" + user.getString("id") + "?rev=" + user.getString("rev"), gateway.adminToken());

      assertThat(client.closedWith()).isEqualTo(UNAUTHENTICATED);
    }
  }

  @Test
  void itTakesNoMessages() {
    Somebody somebody = gateway.somebody("hcp");
    try (EventClient client = EventClient.of(gateway, "", somebody.token())) {
      client.socket().writeTextMessage("hello");

      assertThat(client.closedWith()).isEqualTo(UNEXPECTED);
    }
  }

  @Test
  void itEndsWhenTheServerStops() {
    Somebody somebody = gateway.somebody("hcp");
    Vertx vertx = Vertx.vertx();
    try (EventClient client = EventClient.of(gateway, "", somebody.token(), vertx)) {
      gateway.close();
      stopped = true;

      assertThat(client.closedWith()).isEqualTo(STOPPING);
    } finally {
      await(vertx.close());
    }
  }

  @Test
  void t13_oneUserHasSoManyAndAllTogetherToo() {
    Somebody one = gateway.somebody("hcp");
    Somebody two = gateway.somebody("hcp");
    EventClient first = EventClient.of(gateway, "", one.token());
    EventClient second = EventClient.of(gateway, "", one.token());
    assertRefused(429, one.token());

    first.close();
    EventClient third = connected(one.token());
    try (EventClient ofTwo = EventClient.of(gateway, "", two.token());
        EventClient alsoOfTwo = EventClient.of(gateway, "", two.token())) {
      assertRefused(503, gateway.adminToken());
      assertThat(ofTwo.waiting() + alsoOfTwo.waiting()).isZero();
    } finally {
      second.close();
      third.close();
    }
  }

  /** Its place is free once the gateway has seen the other go. */
  private EventClient connected(String token) {
    for (int attempt = 0; ; attempt++) {
      try {
        return EventClient.of(gateway, "", token);
      } catch (RuntimeException refused) {
        assertThat(attempt).isLessThan(100);
      }
    }
  }

  private void assertRefused(int status, String token) {
    assertThatThrownBy(() -> EventClient.of(gateway, "", token))
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class,
            refused -> {
              assertThat(refused.getStatus()).isEqualTo(status);
              assertThat(refused.getHeaders().get("Retry-After")).isEqualTo("30");
            });
  }
}
