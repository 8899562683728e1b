package dev.salus.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.core.testkit.TestKey;
import dev.salus.gateway.RunningGateway.Somebody;
import dev.salus.gateway.connection.ConnectionLimits;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.NotarySet;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers that nobody reads (threat T24). */
class UnreadAnswersTest {

  private static final int MEBIBYTE = 1024 * 1024;
  private static final int SMALL_BUFFER = 4 * 1024;
  private static final int CONTENT_BYTES = 5 * MEBIBYTE;
  private static final int BACKLOG_BYTES = 24 * MEBIBYTE;

  private static RunningGateway gateway;
  private static Somebody author;
  private static String get;

  @BeforeAll
  static void start() {
    gateway =
        RunningGateway.with(
            options ->
                options.withConnections(
                    ConnectionLimits.defaults()
                        .withTimeouts(Duration.ofSeconds(2), Duration.ofMinutes(2))
                        .withRoomFor(100, BACKLOG_BYTES)));
    author = gateway.somebody("hcp");
    JsonObject sample =
        gateway
            .writes()
            .unsigned(author.owner(), EntityType.DATA_SAMPLE)
            .put("content", gateway.writes().bytes(CONTENT_BYTES));
    Entity signed = gateway.writes().signed(author.owner(), sample, Map.of());
    RunningGateway.ok(201, gateway.post("/entities/DataSample", author.token(), signed.toJson()));
    get =
        "GET /api/v1/entities/DataSample/"
            + signed.header().id()
            + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
            + author.token()
            + "\r\n\r\n";
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void t24_whoTakesNothingOfAnAnswerIsCutOff() throws Exception {
    try (HttpOnTheWire wire = new HttpOnTheWire(gateway.port(), SMALL_BUFFER)) {
      wire.send(get);
      assertThat(wire.head()).startsWith("HTTP/1.1 200");
      try (HttpOnTheWire other = new HttpOnTheWire(gateway.port())) {
        // Two seconds pass meanwhile: the other is closed for bringing nothing.
        assertThat(other.untilClosed()).isEmpty();
      }
      try (HttpOnTheWire other = new HttpOnTheWire(gateway.port())) {
        assertThat(other.untilClosed()).isEmpty();
      }
      assertThat(wire.bytesUntilClosed().length).isLessThan(CONTENT_BYTES);
    }
  }

  @Test
  void t24_unreadAnswersOfAllTogetherAreBoundedAndOthersAreAnswered() throws Exception {
    List<HttpOnTheWire> unread = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        unread.add(ask());
      }
      try (HttpOnTheWire reads = new HttpOnTheWire(gateway.port())) {
        reads.send("GET /api/v1/users/me HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(reads.head()).startsWith("HTTP/1.1 401");
      }
    } finally {
      for (HttpOnTheWire each : unread) {
        each.close();
      }
    }
    JsonObject whole =
        RunningGateway.ok(200, gateway.get(get.split(" ", -1)[1].substring(7), author.token()));
    assertThat(whole.getString("content")).hasSizeGreaterThan(CONTENT_BYTES);
  }

  /** Nothing waits here: the room is too small for what is asked for. */
  @Test
  void t24_whatIsForOnceIsNotTakenWhereThereIsNoRoomForTheAnswer() {
    try (RunningGateway small =
        RunningGateway.with(
            options ->
                options.withConnections(ConnectionLimits.defaults().withRoomFor(100, MEBIBYTE)))) {
      Somebody reader = small.somebody("patient");
      String path = "/recovery/" + TestKey.random(NotarySet.RECOVERY_ID_BYTES);
      JsonObject box = new JsonObject().put("box", TestKey.random(MEBIBYTE)).put("once", true);
      RunningGateway.ok(201, small.put(path, reader.token(), box));

      for (int i = 0; i < 2; i++) {
        RunningGateway.problem(503, "unavailable", small.get(path, reader.token()));
      }

      assertThat(
              RunningGateway.ok(200, small.get("/recovery", reader.token())).getJsonArray("items"))
          .hasSize(1);
      assertThat(small.delete(path, reader.token()).statusCode()).isEqualTo(204);
    }
  }

  /** Nothing that is for once holds room after it was read. */
  @Test
  void t24_whatIsForOnceIsReadAsOftenAsItIsThere() {
    String path = "/recovery/" + TestKey.random(NotarySet.RECOVERY_ID_BYTES);
    JsonObject box = new JsonObject().put("box", TestKey.random(3 * MEBIBYTE)).put("once", true);

    for (int i = 0; i < 4; i++) {
      RunningGateway.ok(201, gateway.put(path, author.token(), box));
      assertThat(RunningGateway.ok(200, gateway.get(path, author.token())))
          .isEqualTo(new JsonObject().put("box", box.getString("box")));
      RunningGateway.problem(404, "not-found", gateway.get(path, author.token()));
    }
  }

  private static HttpOnTheWire ask() throws IOException {
    HttpOnTheWire wire = new HttpOnTheWire(gateway.port(), SMALL_BUFFER);
    String head = wire.send(get).head();
    assertThat(head)
        .as("it is answered, or told to come again")
        .matches("(?s)HTTP/1.1 (200|503).*");
    if (head.startsWith("HTTP/1.1 503")) {
      assertThat(head).contains("retry-after");
    }
    return wire;
  }
}
