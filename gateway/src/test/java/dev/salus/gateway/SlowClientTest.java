package dev.salus.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.gateway.connection.ConnectionLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever takes too long is closed on, and does not keep others waiting (threat T13). */
class SlowClientTest {

  private static final String HEAD = "GET /health/live HTTP/1.1\r\nHost: a\r\n";

  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway =
        RunningGateway.with(
            options ->
                options.withConnections(
                    ConnectionLimits.defaults()
                        .withTimeouts(Duration.ofMillis(400), Duration.ofMillis(900))));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void t13_aConnectionThatBringsNothingIsClosed() throws Exception {
    try (HttpOnTheWire wire = new HttpOnTheWire(gateway.port())) {
      assertThat(wire.untilClosed()).isEmpty();
    }
  }

  @Test
  void t13_aHeadThatNeverEndsIsClosedOn() throws Exception {
    try (HttpOnTheWire wire = new HttpOnTheWire(gateway.port())) {
      assertThat(wire.send(HEAD + "X: y").untilClosed()).isEmpty();
    }
  }

  @Test
  void t13_aBodyThatNeverEndsIsClosedOn() throws Exception {
    try (HttpOnTheWire wire = new HttpOnTheWire(gateway.port())) {
      wire.send(
          "POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
              + "Content-Length: 100\r\n\r\n{");
      assertThat(wire.untilClosed()).doesNotContain("200 OK", "500");
    }
  }

  @Test
  void t13_aConnectionThatIsKeptWithoutUseIsClosed() throws Exception {
    try (HttpOnTheWire wire = new HttpOnTheWire(gateway.port())) {
      wire.send(HEAD + "\r\n");
      wire.send(HEAD + "\r\n");
      String answers = wire.untilClosed();
      assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(3);
    }
  }

  /** Also through the router, which wraps a request that is not in its plain form. */
  @Test
  void t13_aConnectionThatIsKeptWithoutUseAfterBodiesIsClosed() throws Exception {
    ConnectionLimits limits =
        ConnectionLimits.defaults().withTimeouts(Duration.ofMillis(400), Duration.ofHours(1));
    try (RunningGateway patient = RunningGateway.with(with -> with.withConnections(limits));
        HttpOnTheWire wire = new HttpOnTheWire(patient.port())) {
      for (String path : List.of("login", "%6Cogin")) {
        wire.send(
            "POST /api/v1/auth/"
                + path
                + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: 2\r\n\r\n{}");
      }
      assertThat(wire.untilClosed().split("HTTP/1.1 400 ", -1)).hasSize(3);
    }
  }

  @Test
  void t13_hundredsOfIdleConnectionsKeepNobodyWaiting() throws Exception {
    List<HttpOnTheWire> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        idle.add(new HttpOnTheWire(gateway.port()).send("GET /"));
      }
      try (HttpOnTheWire wire = new HttpOnTheWire(gateway.port())) {
        assertThat(wire.send(HEAD + "\r\n").head()).startsWith("HTTP/1.1 200");
      }
      for (HttpOnTheWire each : idle) {
        assertThat(each.untilClosed()).isEmpty();
      }
    } finally {
      for (HttpOnTheWire each : idle) {
        each.close();
      }
    }
  }
}
