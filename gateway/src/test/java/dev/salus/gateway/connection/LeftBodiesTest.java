package dev.salus.gateway.connection;

import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.testing.Await.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.gateway.RunningGateway;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.http.HttpMethod;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Bodies whose sender has gone before anybody read them (threat T13). */
class LeftBodiesTest {

  private static final int PIECE = 7_000;
  private static final int ROOM_FOR = 4;
  private static final int MEMORY_PER_BYTE = 5;

  /** Holds the questions who somebody is, until they are let go. */
  private static final class Held implements Handler<DeliveryContext<Object>> {
    private final List<DeliveryContext<Object>> questions = new CopyOnWriteArrayList<>();
    private final Promise<Void> asked = Promise.promise();

    @Override
    public void handle(DeliveryContext<Object> context) {
      if (context.message().address().equals(Addresses.IDENTITY)) {
        questions.add(context);
        asked.tryComplete();
      } else {
        context.next();
      }
    }
  }

  @Test
  void t13_whoGoesWhileTheirTokenIsLookedUpLeavesNothingBehind() throws Exception {
    long room = (long) ROOM_FOR * PIECE * MEMORY_PER_BYTE;
    try (RunningGateway gateway =
        RunningGateway.with(options -> options.withBodies(options.bodies().withMemory(room)))) {
      String login = RunningGateway.newLogin();
      gateway.user(login, null);
      for (int i = 0; i < 2 * ROOM_FOR; i++) {
        goesWhileAskedFor(gateway, gateway.logIn(login));
      }

      ok(200, gateway.post("/auth/login", null, RunningGateway.credentials(login)));
    }
  }

  private static void goesWhileAskedFor(RunningGateway gateway, String token) throws Exception {
    Held held = new Held();
    gateway.vertx().eventBus().addOutboundInterceptor(held);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      String head =
          "POST /api/v1/entities/Patient HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + token
              + "\r\nContent-Type: application/json\r\nContent-Length: 20000\r\n\r\n";
      socket.getOutputStream().write((head + " ".repeat(PIECE)).getBytes(US_ASCII));
      await(held.asked.future());
    } finally {
      gateway.vertx().eventBus().removeOutboundInterceptor(held);
    }
    // Answered after the end of the other connection was heard of, on the same event loop.
    for (int i = 0; i < 2; i++) {
      Future<Integer> alive =
          gateway
              .request(HttpMethod.GET, "/health/live", null)
              .send()
              .map(live -> live.statusCode());
      assertThat(await(alive)).isEqualTo(200);
    }
    held.questions.forEach(DeliveryContext::next);
  }
}
