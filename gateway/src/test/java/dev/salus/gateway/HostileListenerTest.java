package dev.salus.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.api.event.EntityChanged;
import dev.salus.gateway.RunningGateway.Somebody;
import dev.salus.gateway.connection.ConnectionLimits;
import dev.salus.gateway.events.EventLimits;
import dev.salus.protocol.EntityType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Those who listen to events and misbehave cost no more than a bounded amount (threat T13). */
class HostileListenerTest {

  private static final int SILENT = 4408;
  private static final int SLOW = 4429;
  private static final int SMALL_BUFFER = 4 * 1024;
  private static final int REV_CHARACTERS = 8_000;
  private static final int BATCH = 4;
  private static final int BATCHES = 250;

  private static RunningGateway gateway;
  private static RunningGateway impatient;
  private static Somebody author;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start();
    author = gateway.somebody("hcp");
    impatient =
        RunningGateway.with(
            options ->
                options
                    .withConnections(
                        ConnectionLimits.defaults()
                            .withTimeouts(Duration.ofSeconds(30), Duration.ofMillis(900)))
                    .withEvents(EventLimits.defaults().withPingInterval(Duration.ofMillis(100))));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    impatient.close();
  }

  private static HttpOnTheWire listening(HttpOnTheWire wire, String token) throws IOException {
    wire.send(
        "GET /api/v1/events HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Authorization: Bearer "
            + token
            + "\r\n\r\n");
    assertThat(wire.head()).startsWith("HTTP/1.1 101");
    return wire;
  }

  /** A client's frame, masked with zeros (RFC 6455 §5.2). */
  private static byte[] frame(int firstByte, int length) {
    return ByteBuffer.allocate(6 + length)
        .put((byte) firstByte)
        .put((byte) (0x80 | length))
        .array();
  }

  private static String closeFrame(int code) {
    return new String(new char[] {(char) (code >> 8), (char) (code & 0xff)});
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static void publish(int number) {
    EntityChanged change =
        new EntityChanged(
            "00000000-0000-4000-8000-000000000001",
            EntityType.DATA_SAMPLE,
            number + "-" + "r".repeat(REV_CHARACTERS),
            EntityChanged.Kind.MODIFIED,
            List.of(author.owner().id()),
            List.of());
    gateway
        .vertx()
        .eventBus()
        .publish(Addresses.entityEvents(EntityType.DATA_SAMPLE), change.toJson());
  }

  @Test
  void t13_whoDoesNotReadIsClosedAndOthersAreTold() throws Exception {
    try (HttpOnTheWire wire = new HttpOnTheWire(gateway.port(), SMALL_BUFFER);
        EventClient reads = EventClient.of(gateway, "", author.token())) {
      listening(wire, author.token());
      for (int batch = 0; batch < BATCHES; batch++) {
        for (int i = 0; i < BATCH; i++) {
          publish(batch * BATCH + i);
        }
        for (int i = 0; i < BATCH; i++) {
          assertThat(reads.next().getString("rev")).startsWith(batch * BATCH + i + "-r");
        }
      }
      byte[] got = wire.bytesUntilClosed();

      assertThat(got.length).isLessThan(BATCHES * BATCH * REV_CHARACTERS);
      assertThat(latin(got)).contains(closeFrame(SLOW) + "events are not read");
    }
  }

  @Test
  void t13_whoAnswersNoPingIsClosed() throws Exception {
    String token = impatient.somebody("hcp").token();
    try (HttpOnTheWire wire = listening(new HttpOnTheWire(impatient.port()), token)) {
      assertThat(latin(wire.bytesUntilClosed())).contains(closeFrame(SILENT));
    }
  }

  @Test
  void t13_malformedFramesEndTheConnection() throws Exception {
    byte[] unmasked = {(byte) 0x81, 1, 'a'};
    byte[] huge =
        ByteBuffer.allocate(14).put((byte) 0x82).put((byte) 0xff).putLong(1L << 40).array();
    for (byte[] bytes :
        List.of(
            unmasked,
            huge,
            frame(0x83, 0),
            frame(0xc1, 0),
            frame(0x09, 0),
            frame(0x80, 0),
            frame(0x88, 1))) {
      try (HttpOnTheWire wire = listening(new HttpOnTheWire(gateway.port()), author.token())) {
        wire.send(bytes).untilClosed();
      }
    }
    try (EventClient reads = EventClient.of(gateway, "", author.token())) {
      publish(0);
      assertThat(reads.next().getString("rev")).startsWith("0-");
    }
  }
}
