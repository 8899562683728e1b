package dev.salus.sdk.transport;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a gateway is. What goes to it has passwords and tokens in it, so it is reached over TLS, or
 * it is on this machine; whoever wants anything else says so.
 */
public final class GatewayAddress {

  /** The names and literals of this machine; what a name server says does not count. */
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "localhost|127(\\.[0-9]{1,3}){3}|\\[(0*:){2,7}0*1]", Pattern.CASE_INSENSITIVE);

  private final boolean tls;
  private final String host;
  private final int port;
  private final String path;

  private GatewayAddress(URI base) {
    this.tls = "https".equalsIgnoreCase(base.getScheme());
    if (!tls && !"http".equalsIgnoreCase(base.getScheme())) {
      throw refused("begins with https:// or http://");
    }
    HostName name = name(base);
    this.host = name.host();
    this.port = name.port() == HostName.NO_PORT ? tls ? 443 : 80 : name.port();
    String given = URI.create(base.getRawPath()).toASCIIString();
    this.path = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
  }

  /** What is not taken is refused, so that nobody believes that it has an effect. */
  private static HostName name(URI base) {
    String authority = base.getRawAuthority();
    if (authority == null) {
      throw refused("has a host");
    }
    if (authority.contains("@")) {
      throw refused("has no 'user:password@': login and password are given by themselves");
    }
    if (base.getRawQuery() != null || base.getRawFragment() != null) {
      throw refused("has neither '?' nor '#'");
    }
    try {
      return HostName.parse(authority);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("the server's address " + wrong.getMessage(), wrong);
    }
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("the server's address " + why);
  }

  /**
   * An address to which nobody on the way can listen.
   *
   * @param base for example {@code https://salus.example}, or {@code http://127.0.0.1:8080}; its
   *     host may have underscores, and letters of any language
   * @throws IllegalArgumentException if it is no address of a gateway, or neither https nor on this
   *     machine
   */
  public static GatewayAddress of(URI base) {
    GatewayAddress address = new GatewayAddress(base);
    if (!address.tls && !LOOPBACK.matcher(address.host).matches()) {
      throw new IllegalArgumentException(
          "http:// sends the password to "
              + address.host
              + " unencrypted: use https://, or GatewayAddress.unencrypted if the network in"
              + " between is trusted");
    }
    return address;
  }

  /**
   * An address that may be http on another machine, where everybody on the way reads log-ins and
   * tokens: for a network in between that encrypts, such as a VPN.
   *
   * @throws IllegalArgumentException if it is no address of a gateway
   */
  public static GatewayAddress unencrypted(URI base) {
    return new GatewayAddress(base);
  }

  /** The address in one form, whoever wrote it. */
  String text() {
    return (tls ? "https://" : "http://") + host.toLowerCase(Locale.ROOT) + ":" + port + path;
  }

  boolean tls() {
    return tls;
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  /** Before the paths of the API, without a slash at its end. */
  String path() {
    return path;
  }
}
