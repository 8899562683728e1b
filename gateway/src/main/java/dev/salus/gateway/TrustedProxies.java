package dev.salus.gateway;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reverse proxies that are believed when they say for whom they ask, in {@code X-Forwarded-For}
 * or {@code Forwarded} (RFC 7239). From anybody else the two are ignored.
 *
 * <p>Read from the last entry, which the proxy next to the server wrote, towards the first, as long
 * as who wrote an entry is trusted: so what a client sends along itself is never believed. If both
 * headers are there and differ, one of them is the client's own: then neither counts.
 */
public final class TrustedProxies {

  /** Nobody is believed. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private static final int ANY_PORT = 0;

  private final List<IpSubnetFilterRule> networks;

  private TrustedProxies(List<IpSubnetFilterRule> networks) {
    this.networks = List.copyOf(networks);
  }

  /**
   * These networks.
   *
   * @param networks each in CIDR notation (RFC 4632, RFC 4291 §2.3), or a single address
   * @throws IllegalArgumentException naming the first that is none
   */
  public static TrustedProxies of(List<String> networks) {
    return new TrustedProxies(networks.stream().map(TrustedProxies::network).toList());
  }

  private static IpSubnetFilterRule network(String text) {
    String[] parts = text.trim().split("/", -1);
    byte[] address = NetUtil.createByteArrayFromIpAddressString(parts[0]);
    if (address == null || parts.length > 2) {
      throw noNetwork(text);
    }
    int bits = address.length * Byte.SIZE;
    int prefix = parts.length == 1 ? bits : prefix(parts[1], text);
    if (prefix > bits) {
      throw noNetwork(text);
    }
    return new IpSubnetFilterRule(inetAddress(address), prefix, IpFilterRuleType.ACCEPT);
  }

  private static int prefix(String digits, String text) {
    if (!digits.matches("[0-9]{1,3}")) {
      throw noNetwork(text);
    }
    return Integer.parseInt(digits);
  }

  private static IllegalArgumentException noNetwork(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is no network such as 10.0.0.0/8 or 2001:db8::/32");
  }

  /**
   * Whom a request comes from.
   *
   * @param peer the address that the connection comes from
   * @param forwardedFor the headers {@code X-Forwarded-For}, in their order
   * @param forwarded the headers {@code Forwarded}, in their order
   * @return an address in its one text form; {@code peer} as it is if that is none
   */
  String clientOf(String peer, List<String> forwardedFor, List<String> forwarded) {
    Optional<InetAddress> from = address(peer);
    if (from.isEmpty() || !trusts(from.get())) {
      return from.map(InetAddress::getHostAddress).orElse(peer);
    }
    InetAddress byForwardedFor = client(from.get(), ForwardedHeaders.forwardedFor(forwardedFor));
    InetAddress byForwarded = client(from.get(), ForwardedHeaders.forwarded(forwarded));
    InetAddress client = from.get();
    if (forwarded.isEmpty() || byForwardedFor.equals(byForwarded)) {
      client = byForwardedFor;
    } else if (forwardedFor.isEmpty()) {
      client = byForwarded;
    }
    return client.getHostAddress();
  }

  /** The farthest that somebody trusted has named. */
  private InetAddress client(InetAddress peer, List<String> named) {
    List<String> rest = new ArrayList<>(named);
    InetAddress client = peer;
    while (trusts(client) && !rest.isEmpty()) {
      Optional<InetAddress> next = address(rest.remove(rest.size() - 1));
      if (next.isEmpty()) {
        return client;
      }
      client = next.get();
    }
    return client;
  }

  private boolean trusts(InetAddress address) {
    InetSocketAddress socket = new InetSocketAddress(address, ANY_PORT);
    return networks.stream().anyMatch(network -> network.matches(socket));
  }

  private static Optional<InetAddress> address(String text) {
    int scope = text.indexOf('%');
    byte[] bytes =
        NetUtil.createByteArrayFromIpAddressString(scope < 0 ? text : text.substring(0, scope));
    return Optional.ofNullable(bytes).map(TrustedProxies::inetAddress);
  }

  private static InetAddress inetAddress(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}
