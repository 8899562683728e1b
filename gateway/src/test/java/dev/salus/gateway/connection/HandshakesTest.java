package dev.salus.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.junit.jupiter.api.Test;

/** Whose handshake makes place when there are too many. */
final class HandshakesTest {

  private static final int MOST = 3;

  private final Handshakes handshakes = new Handshakes(MOST);
  private final EmbeddedChannel server = new EmbeddedChannel(handshakes);

  private EmbeddedChannel accept(String address) {
    InetSocketAddress remote = new InetSocketAddress(address, 50_000);
    EmbeddedChannel connection =
        new EmbeddedChannel() {
          @Override
          protected SocketAddress remoteAddress0() {
            return remote;
          }
        };
    server.writeInbound(connection);
    return connection;
  }

  /** Whoever has one address of a /64 has them all (RFC 6177). */
  @Test
  void t24_addressesOfOneIpv6NetworkCountAsOne() {
    EmbeddedChannel longest = accept("2001:db8:1:1::1");
    EmbeddedChannel first = accept("2001:db8:1:2::1");
    EmbeddedChannel second = accept("2001:db8:1:2:ffff::2");

    EmbeddedChannel more = accept("192.0.2.1");

    assertThat(first.isOpen()).as("the first of the network that has two").isFalse();
    assertThat(longest.isOpen() && second.isOpen() && more.isOpen()).isTrue();
    assertThat(handshakes.underWay()).isEqualTo(MOST);
  }
}
