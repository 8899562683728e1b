package dev.salus.gateway;

import static dev.salus.testing.Await.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Somebody who listens to events over a WebSocket. */
final class EventClient implements AutoCloseable {

  private final WebSocketClient client;
  private final ClientWebSocket socket;
  private final BlockingQueue<JsonObject> events = new LinkedBlockingQueue<>();
  private final Promise<Integer> closed = Promise.promise();

  private EventClient(Vertx vertx) {
    client = vertx.createWebSocketClient();
    socket = client.webSocket();
    socket.textMessageHandler(text -> events.add(new JsonObject(text)));
    socket.closeHandler(done -> closed.tryComplete(Short.toUnsignedInt(socket.closeStatusCode())));
  }

  /** Listens with a token in the header. */
  static EventClient of(RunningGateway gateway, String query, String token) {
    return of(gateway, query, token, gateway.vertx());
  }

  /** The same on a Vert.x that outlives the gateway's. */
  static EventClient of(RunningGateway gateway, String query, String token, Vertx vertx) {
    EventClient client = new EventClient(vertx);
    await(client.connect(options(gateway, query).addHeader("Authorization", "Bearer " + token)));
    return client;
  }

  /** Tries to listen, with these subprotocols and no header. */
  static Future<EventClient> offering(RunningGateway gateway, List<String> protocols) {
    EventClient client = new EventClient(gateway.vertx());
    return client
        .connect(options(gateway, "").setSubProtocols(protocols))
        .map(client)
        .onFailure(refused -> client.client.close());
  }

  static WebSocketConnectOptions options(RunningGateway gateway, String query) {
    return new WebSocketConnectOptions()
        .setHost("127.0.0.1")
        .setPort(gateway.port())
        .setURI(RunningGateway.API + "/events" + query);
  }

  private Future<?> connect(WebSocketConnectOptions options) {
    return socket.connect(options);
  }

  ClientWebSocket socket() {
    return socket;
  }

  /** The next event. */
  JsonObject next() throws InterruptedException {
    JsonObject event = events.poll(180, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("no event within 30 s");
    }
    return event;
  }

  /** How many events have come that were not asked for. */
  int waiting() {
    return events.size();
  }

  /** The code that the connection was closed with. */
  int closedWith() {
    return await(closed.future());
  }

  @Override
  public void close() {
    await(client.close());
  }
}
