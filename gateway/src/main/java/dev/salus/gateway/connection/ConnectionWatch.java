package dev.salus.gateway.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Bounds what a connection may cost. Those are cut off whose other side takes too long: to bring a
 * whole request head, the body, or to take the answer (an idle timeout alone would be kept alive by
 * one byte at a time). No more is taken in than is worked on, see {@link ConnectionFlow}, and no
 * more kept for all together than there is room for, see {@link Backlog}. For one event loop only.
 */
public final class ConnectionWatch {

  /** The decoder's name in the pipelines of Vert.x. */
  private static final String DECODER = "httpDecoder";

  private final Map<HttpConnection, WatchedConnection> connections = new HashMap<>();
  private final ConnectionLimits limits;
  private final Backlog backlog;
  private final Handshakes handshakes;
  private final Turns turns;
  private final HttpServerOptions decoding;
  private final LongSupplier nanoTime;

  /**
   * @param decoding how the server decodes requests
   * @param nanoTime like {@link System#nanoTime}
   */
  public ConnectionWatch(
      Vertx vertx, ConnectionLimits limits, HttpServerOptions decoding, LongSupplier nanoTime) {
    this.limits = limits;
    this.backlog = Backlog.of(vertx, limits.backlogBytes(), nanoTime);
    this.handshakes = Handshakes.of(vertx, limits.handshakes());
    this.turns = new Turns(nanoTime);
    this.decoding = decoding;
    this.nanoTime = nanoTime;
  }

  /** A connection was made, and is to bring a request. */
  public void opened(HttpConnection connection) {
    if (backlog.connections() >= limits.connections()) {
      longestAwaited().ifPresent(ConnectionFlow::cutOff);
    }
    ConnectionFlow flow = new ConnectionFlow(backlog, turns, nanoTime);
    ConnectionBase base = (ConnectionBase) connection;
    ChannelPipeline pipeline = base.channel().pipeline();
    if (pipeline.get(SslHandler.class) != null) {
      handshakes.over(base.channel());
    }
    addInFrontOfDecoders(pipeline, flow);
    pipeline.replace(DECODER, DECODER, new StrictRequestDecoder(decoding));
    connections.put(connection, new WatchedConnection(flow, in(waitNanos())));
    base.channel().closeFuture().addListener(closed -> connections.remove(connection));
    if (backlog.connections() > limits.connections()) {
      flow.cutOff();
    }
  }

  /**
   * Behind TLS, whose records are of a bounded size, so that what it makes of them is bounded too.
   */
  private static void addInFrontOfDecoders(ChannelPipeline pipeline, ConnectionFlow flow) {
    ChannelHandlerContext tls = pipeline.context(SslHandler.class);
    if (tls == null) {
      pipeline.addFirst(flow);
    } else {
      pipeline.addAfter(tls.name(), null, flow);
    }
  }

  private Optional<ConnectionFlow> longestAwaited() {
    return connections.values().stream()
        .filter(WatchedConnection::isIdle)
        .min(Comparator.comparingLong(idle -> idle.headUntil() - nanoTime.getAsLong()))
        .map(WatchedConnection::flow);
  }

  /** A request's head has come; its body and the answer are to follow. */
  public void requested(HttpServerRequest request) {
    Optional.ofNullable(connections.get(request.connection()))
        .ifPresent(
            watched ->
                watched.requested(request.response(), in(limits.exchangeTimeout().toNanos())));
  }

  /**
   * Whether an answer of so many bytes may be written. If so it counts until {@link #answered}; if
   * not, too much waits already that others do not take.
   */
  public boolean admits(HttpServerRequest request, long bytes) {
    return !connections.containsKey(request.connection()) || backlog.makeRoom(bytes);
  }

  /**
   * An answer is being written down, which takes so many bytes.
   *
   * @return to be run once, when it is
   */
  public Runnable writingDown(HttpServerRequest request, long bytes) {
    WatchedConnection watched = connections.get(request.connection());
    if (watched == null) {
      return () -> {};
    }
    Backlog.Share share = watched.flow().share();
    share.add(bytes);
    return () -> share.remove(bytes);
  }

  /**
   * Takes room for an answer of so many bytes until the request has been answered or its connection
   * has ended.
   *
   * @return whether there is room, and the connection is still there
   */
  public boolean reserves(HttpServerRequest request, long bytes) {
    HttpServerResponse response = request.response();
    if (response.closed() || !admits(request, bytes)) {
      return false;
    }
    Runnable given = writingDown(request, bytes);
    response.endHandler(ended -> given.run());
    return !response.closed();
  }

  /** An answer of so many bytes is written, and waits to be taken. */
  public void answering(HttpServerRequest request, long bytes) {
    Optional.ofNullable(connections.get(request.connection()))
        .ifPresent(watched -> watched.flow().share().add(bytes));
  }

  /** An answer of so many bytes was taken, or the connection has ended. */
  public void answered(HttpServerRequest request, long bytes) {
    Optional.ofNullable(connections.get(request.connection()))
        .ifPresent(watched -> watched.flow().share().remove(bytes));
  }

  /**
   * A request has arrived whole and its answer was taken; unless another request has begun already,
   * the next one is awaited.
   */
  public void over(HttpServerRequest request) {
    Optional.ofNullable(connections.get(request.connection()))
        .ifPresent(watched -> watched.over(request.response(), in(waitNanos())));
  }

  /** The connection is a WebSocket from now on, which has deadlines of its own. */
  public void upgraded(HttpServerRequest request) {
    Optional.ofNullable(connections.get(request.connection()))
        .ifPresent(WatchedConnection::upgraded);
  }

  /** Ends a connection at once, whatever is still to be written to it. */
  public void cutOff(HttpServerRequest request) {
    Optional.ofNullable(connections.get(request.connection()))
        .ifPresent(watched -> watched.flow().cutOff());
  }

  /** Ends what is late, and what takes nothing of what is written to it. */
  public void sweep() {
    long now = nanoTime.getAsLong();
    List<ConnectionFlow> late =
        connections.values().stream()
            .filter(each -> each.isLate(now) || each.flow().stuckNanos() > waitNanos())
            .map(WatchedConnection::flow)
            .toList();
    late.forEach(ConnectionFlow::cutOff);
  }

  private long waitNanos() {
    return limits.waitTimeout().toNanos();
  }

  private long in(long nanos) {
    return nanoTime.getAsLong() + nanos;
  }
}
