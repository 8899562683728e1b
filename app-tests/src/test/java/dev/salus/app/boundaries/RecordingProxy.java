package dev.salus.app.boundaries;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.SocketAddress;
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

  private final ListeningProxy proxy;
  private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();

  RecordingProxy(Vertx vertx, int upstreamPort) {
    this.proxy =
        new ListeningProxy(
            vertx, SocketAddress.inetSocketAddress(upstreamPort, "127.0.0.1"), Connection::new);
  }

  URI address() {
    return proxy.address();
  }

  /** {@code http <method> <path> request} and {@code … answer}, for each request so far. */
  List<Place> places() {
    List<Place> places = new ArrayList<>();
    exchanges.forEach(exchange -> places.addAll(exchange.places()));
    return places;
  }

  @Override
  public void close() {
    proxy.close();
  }

  /** One connection. */
  private final class Connection implements ListeningProxy.Ear {

    private Exchange exchange;

    @Override
    public void asks(Buffer bytes) {
      current(true).add(bytes);
    }

    @Override
    public void answers(Buffer bytes) {
      current(false).addAnswer(bytes);
    }

    /** The exchange under way; what a client sends after an answer begins the next. */
    private Exchange current(boolean fromClient) {
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
