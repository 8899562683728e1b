package dev.salus.gateway.connection;

import dev.salus.api.network.ClientNetwork;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The TLS handshakes that are under way: Vert.x tells of a connection when its handshake is over
 * only. Beyond the most, the one that has lasted longest, of the network that has most, makes
 * place. They are counted from the first connection on that came to its end. Thread-safe.
 */
@ChannelHandler.Sharable
// What becomes of a close is seen by the connection's end.
@SuppressWarnings("FutureReturnValueIgnored")
final class Handshakes extends ChannelInboundHandlerAdapter implements Shareable {

  private static final String SHARED = "dev.salus.gateway.connection";
  private static final String NAME = "salus-handshakes";

  private final int most;
  private final Map<String, Set<Channel>> byNetwork = new LinkedHashMap<>();
  private int underWay;

  Handshakes(int most) {
    this.most = most;
  }

  /** Those that all gateways on a {@link Vertx} share; the first one's limit counts. */
  static Handshakes of(Vertx vertx, int most) {
    return vertx
        .sharedData()
        .<String, Handshakes>getLocalMap(SHARED + ".handshakes")
        .computeIfAbsent("all", name -> new Handshakes(most));
  }

  /** The handshake of a connection is over; all that its server accepts from now on count. */
  void over(Channel connection) {
    remove(connection);
    Channel server = connection.parent();
    if (server != null) {
      server.eventLoop().execute(() -> watch(server));
    }
  }

  private void watch(Channel server) {
    if (server.pipeline().get(NAME) == null) {
      server.pipeline().addFirst(NAME, this);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext server, Object accepted) {
    if (accepted instanceof Channel connection) {
      add(connection).ifPresent(Channel::close);
      connection.closeFuture().addListener(closed -> remove(connection));
    }
    server.fireChannelRead(accepted);
  }

  /** How many are under way now. */
  synchronized int underWay() {
    return underWay;
  }

  private synchronized Optional<Channel> add(Channel connection) {
    Optional<Channel> loser = underWay < most ? Optional.empty() : longestOfMost();
    loser.ifPresent(this::remove);
    byNetwork
        .computeIfAbsent(network(connection.remoteAddress()), any -> new LinkedHashSet<>())
        .add(connection);
    underWay++;
    return loser;
  }

  private Optional<Channel> longestOfMost() {
    return byNetwork.values().stream()
        .max(Comparator.comparingInt(Set::size))
        .map(ofOne -> ofOne.iterator().next());
  }

  private synchronized void remove(Channel connection) {
    String network = network(connection.remoteAddress());
    Set<Channel> ofOne = byNetwork.getOrDefault(network, Set.of());
    if (ofOne.contains(connection)) {
      ofOne.remove(connection);
      underWay--;
      if (ofOne.isEmpty()) {
        byNetwork.remove(network);
      }
    }
  }

  private static String network(@Nullable SocketAddress remote) {
    return remote instanceof InetSocketAddress inet && inet.getAddress() != null
        ? ClientNetwork.of(inet.getAddress().getHostAddress())
        : "unknown";
  }
}
