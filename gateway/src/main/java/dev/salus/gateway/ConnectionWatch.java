package dev.salus.gateway;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections whose other side takes too long: to bring a whole request head, the body, or
 * to take the answer. An idle timeout alone would be kept alive by one byte at a time. For one
 * event loop only.
 */
final class ConnectionWatch {

  /**
   * What is waited for on a connection.
   *
   * @param request the one that is under way; null while the next one's head is awaited
   * @param deadline when it has taken too long, by the same clock as {@code nanoTime}
   */
  private record Awaited(@Nullable HttpServerRequest request, long deadline) {}

  private final Map<HttpConnection, Awaited> connections = new HashMap<>();
  private final long waitNanos;
  private final long exchangeNanos;
  private final LongSupplier nanoTime;

  ConnectionWatch(GatewayOptions options, LongSupplier nanoTime) {
    this.waitNanos = options.waitTimeout().toNanos();
    this.exchangeNanos = options.exchangeTimeout().toNanos();
    this.nanoTime = nanoTime;
  }

  /** A connection was made, and is to bring a request. */
  void opened(HttpConnection connection) {
    connection.closeHandler(closed -> connections.remove(connection));
    connections.put(connection, new Awaited(null, in(waitNanos)));
  }

  /** A request's head has come; its body and the answer are to follow. */
  void requested(HttpServerRequest request) {
    connections.computeIfPresent(
        request.connection(), (connection, before) -> new Awaited(request, in(exchangeNanos)));
  }

  /** The answer to a request is on its way; unless the next has begun already, it is awaited. */
  void answered(HttpServerRequest request) {
    connections.computeIfPresent(
        request.connection(),
        (connection, now) -> now.request() == request ? new Awaited(null, in(waitNanos)) : now);
  }

  /** The connection is a WebSocket from now on, which has rules of its own. */
  void upgraded(HttpServerRequest request) {
    connections.remove(request.connection());
  }

  /** Closes what is late. */
  void sweep() {
    long now = nanoTime.getAsLong();
    List<HttpConnection> late =
        connections.entrySet().stream()
            .filter(entry -> entry.getValue().deadline() - now < 0)
            .map(Map.Entry::getKey)
            .toList();
    late.forEach(connections::remove);
    late.forEach(HttpConnection::close);
  }

  private long in(long nanos) {
    return nanoTime.getAsLong() + nanos;
  }
}
