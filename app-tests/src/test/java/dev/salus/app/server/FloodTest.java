package dev.salus.app.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A server with 128 MiB of heap stands those who send and never read, answers others meanwhile, and
 * has nothing of it left when they are closed on (threat T24).
 */
@Isolated("a flood takes a core for itself")
class FloodTest {

  private static final String PASSWORD = "correct horse battery staple";
  private static final int CONNECTIONS = 200;
  private static final int USERS = 10;
  private static final int CONNECTIONS_WITH_HEADS = 500;
  private static final int HEAD_BYTES = 15_000;
  private static final int CLOSED_WITHIN_MS = 120_000;
  private static final long REMAINING_BYTES = 8 * 1024 * 1024;

  private ServerProcess server;
  private String token;
  private long before;

  @BeforeEach
  void start() throws Exception {
    server =
        ServerProcess.start(
            List.of("-Xmx128m"),
            Map.of(ServeOptions.ADMIN_PASSWORD, PASSWORD),
            ImpatientServer.class,
            List.of("PT3S"));
    token = token("admin");
    serves();
    before = LiveHeap.bytes(server.process());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void serves() throws Exception {
    assertThat(server.process().isAlive()).as("alive").isTrue();
    HttpResponse<String> ready = server.get("/health/ready");
    assertThat(ready.statusCode()).as("%s", ready.body()).isEqualTo(200);
    HttpResponse<String> me =
        server.send(
            HttpRequest.newBuilder(server.address().resolve("/api/v1/users/me"))
                .header("Authorization", "Bearer " + token));
    assertThat(me.statusCode()).as("%s", me.body()).isEqualTo(200);
  }

  private void servesAsBefore() throws Exception {
    serves();
    assertThat(token("admin")).isNotEmpty();
    assertThat(LiveHeap.bytes(server.process()))
        .as("live heap, %s bytes before", before)
        .isLessThan(before + REMAINING_BYTES);
  }

  private void isBorneAndClosedOn(Flood flood) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSED_WITHIN_MS);
    flood.start();
    while (flood.open() > 0) {
      serves();
      assertThat(System.nanoTime() - deadline).as("%s are still open", flood.open()).isNegative();
    }
    servesAsBefore();
  }

  @Test
  void t24_whoAsksOnAndOnAndNeverReadsCostsLittleAndIsClosedOn() throws Exception {
    byte[] get = "GET /.well-known/jwks.json HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII);
    try (Flood flood = new Flood(server.address().getPort(), CONNECTIONS, get)) {
      for (int i = 0; i < CONNECTIONS; i++) {
        flood.connect("");
      }
      isBorneAndClosedOn(flood);
    }
  }

  @Test
  void t24_whoPingsOnAndOnAndNeverReadsCostsLittleAndIsClosedOn() throws Exception {
    byte[] ping = ByteBuffer.allocate(6 + 125).put((byte) 0x89).put((byte) (0x80 | 125)).array();
    try (Flood flood = new Flood(server.address().getPort(), CONNECTIONS, ping)) {
      for (int user = 0; user < USERS; user++) {
        String handshake = handshake(userToken("user" + user));
        for (int i = 0; i < CONNECTIONS / USERS; i++) {
          flood.connect(handshake);
        }
      }
      isBorneAndClosedOn(flood);
    }
  }

  @Test
  void t24_headsThatNeverEndCostLittleAndAreClosedOn() throws Exception {
    String line = "a:b\r\n";
    String head = "GET / HTTP/1.1\r\nHost: a\r\n" + line.repeat(HEAD_BYTES / line.length());
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS_WITH_HEADS; i++) {
        open.add(sent(head));
      }
      serves();
      for (Socket each : open) {
        isClosedOn(each);
      }
    } finally {
      for (Socket each : open) {
        each.close();
      }
    }
    servesAsBefore();
  }

  private Socket sent(String head) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
    socket.setSoTimeout(CLOSED_WITHIN_MS);
    try {
      socket.getOutputStream().write(head.getBytes(US_ASCII));
    } catch (SocketException closedOn) {
      return socket;
    }
    return socket;
  }

  private static void isClosedOn(Socket socket) throws IOException {
    try {
      socket.getInputStream().readAllBytes();
    } catch (SocketException reset) {
      return;
    }
  }

  private static String handshake(String token) {
    return "GET /api/v1/events HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + "Authorization: Bearer "
        + token
        + "\r\n\r\n";
  }

  private String userToken(String login) throws Exception {
    JsonObject user =
        new JsonObject()
            .put("login", login)
            .put("password", PASSWORD)
            .put("roles", new JsonArray().add("admin"));
    server.created("/users", token, user);
    return token(login);
  }

  private String token(String login) throws Exception {
    return server.session(login, PASSWORD).getString("accessToken");
  }
}
