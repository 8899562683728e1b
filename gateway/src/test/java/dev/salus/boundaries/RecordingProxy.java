package dev.salus.boundaries;

import dev.salus.scenarios.Wait;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Stands between HTTP/1.1 clients, which wait for an answer before they ask again, and a server,
 * and writes down every byte of both.
 */
final class RecordingProxy implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final NetClient client;
  private final NetServer server;
  private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();

  RecordingProxy(Vertx vertx, int upstreamPort) {
    this.client = vertx.createNetClient();
    this.server =
        vertx.createNetServer().connectHandler(downstream -> open(downstream, upstreamPort));
    Wait.get(server.listen(0, LOOPBACK));
  }

  URI address() {
    return URI.create("http://" + LOOPBACK + ":" + server.actualPort());
  }

  /** {@code http <method> <path> request} and {@code … answer}, for each request so far. */
  List<Place> places() {
    List<Place> places = new ArrayList<>();
    exchanges.forEach(exchange -> places.addAll(exchange.places()));
    return places;
  }

  private void open(NetSocket downstream, int upstreamPort) {
    downstream.pause();
    client
        .connect(upstreamPort, LOOPBACK)
        .onSuccess(upstream -> join(downstream, upstream))
        .onFailure(unreachable -> downstream.close());
  }

  private void join(NetSocket downstream, NetSocket upstream) {
    Connection connection = new Connection();
    downstream.handler(
        bytes -> {
          connection.current(true).add(bytes);
          upstream.write(bytes);
        });
    upstream.handler(
        bytes -> {
          connection.current(false).addAnswer(bytes);
          downstream.write(bytes);
        });
    downstream.closeHandler(closed -> upstream.close());
    upstream.closeHandler(closed -> downstream.close());
    downstream.resume();
  }

  @Override
  public void close() {
    Wait.get(server.close());
    Wait.get(client.close());
  }

  /** One connection; its two sockets share an event loop. */
  private final class Connection {

    private Exchange exchange;

    /** The exchange under way; what a client sends after an answer begins the next. */
    Exchange current(boolean fromClient) {
      if (exchange == null || (fromClient && exchange.isAnswered())) {
        exchange = new Exchange();
        exchanges.add(exchange);
      }
      return exchange;
    }
  }

  /** A request and its answer. */
  private static final class Exchange {

    private final StringBuilder request = new StringBuilder();
    private final StringBuilder answer = new StringBuilder();

    synchronized void add(Buffer bytes) {
      request.append(bytes.toString(StandardCharsets.ISO_8859_1));
    }

    synchronized void addAnswer(Buffer bytes) {
      answer.append(bytes.toString(StandardCharsets.ISO_8859_1));
    }

    synchronized boolean isAnswered() {
      return answer.length() > 0;
    }

    synchronized List<Place> places() {
      String[] line = request.substring(0, request.indexOf("\r\n")).split(" ", 3);
      String where = "http " + line[0] + " " + line[1].split("\\?", 2)[0];
      return List.of(
          new Place(where + " request", request.toString()),
          new Place(where + " answer", answer.toString()));
    }
  }
}
