package dev.salus.gateway.events;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.event.ChangeFilter;
import dev.salus.gateway.token.Admission;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A socket whose user is given other roles between its log-in and its first event. */
class ChangedWhileOpeningTest {

  private static final String USER = UUID.randomUUID().toString();
  private static final Caller ADMIN = caller(Caller.ADMIN);

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient clients = vertx.createWebSocketClient();
  private final EventSockets sockets =
      new EventSockets(vertx, EventLimits.defaults(), Clock.systemUTC());

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void t11_whoIsNoAdministratorAnyMoreDoesNotListenAsOne() {
    assertThat(await(closed(caller("night-shift"))))
        .isEqualTo(SocketClosing.UNAUTHENTICATED.code());
  }

  @Test
  void whoIsTheSameListensUntilTheServerStops() {
    Future<Short> closed = closed(ADMIN);

    sockets.stop();

    assertThat(await(closed)).isEqualTo(SocketClosing.STOPPING.code());
  }

  private static Caller caller(String role) {
    return new Caller(USER, null, Set.of(role), "session");
  }

  /** What the socket of an administrator, who is this caller when asked again, ends with. */
  private Future<Short> closed(Caller now) {
    Promise<Admission> again = Promise.promise();
    HttpServer server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(request -> open(request, again.future()))
                .listen(0, "127.0.0.1"));
    WebSocket client = await(clients.connect(server.actualPort(), "127.0.0.1", "/"));
    Promise<Short> closed = Promise.promise();
    client.closeHandler(ended -> closed.complete(client.closeStatusCode()));
    again.complete(new Admission(now, Long.MAX_VALUE, again::future));
    return closed.future();
  }

  private void open(HttpServerRequest request, Future<Admission> again) {
    Admission admission = new Admission(ADMIN, Long.MAX_VALUE, () -> again);
    sockets.open(admission, request::toWebSocket, ChangeFilter.ALL, false);
  }
}
