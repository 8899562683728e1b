package dev.salus.storage.couchdb.option;

import java.net.IDN;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where CouchDB answers.
 *
 * @param tls whether it is reached over TLS
 * @param host as it is looked up: letters beyond ASCII are in their ASCII form (RFC 3490)
 * @param port 1 to 65535
 * @param path before those of CouchDB, without a slash at its end
 */
public record CouchDbAddress(boolean tls, String host, int port, String path) {

  private static final String FORM = "is not http://host:port or https://host:port";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,253}|\\[[0-9A-Fa-f:.]+]");

  /** Characters that the two editions of the standard make different names of. */
  private static final Pattern AMBIGUOUS = Pattern.compile("[ßẞς\u200C\u200D]");

  private static final int HIGHEST_PORT = 65_535;

  /**
   * Reads an address; the host may have underscores, as containers have, and letters of any
   * language.
   *
   * @throws IllegalArgumentException saying what is wrong, without the value, to go after the name
   *     of the option
   */
  static CouchDbAddress parse(String text) {
    URI url = url(text);
    boolean tls = "https".equals(url.getScheme());
    String authority = url.getRawAuthority();
    if ((!tls && !"http".equals(url.getScheme())) || authority == null) {
      throw new IllegalArgumentException(FORM);
    }
    if (authority.contains("@")) {
      throw new IllegalArgumentException("holds credentials, which belong in user and password");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(FORM + ": it has no '?' and no '#'");
    }
    int bracket = authority.indexOf(']');
    int colon = authority.indexOf(':', bracket + 1);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String port = colon < 0 ? "" : authority.substring(colon + 1);
    String path = url.getRawPath();
    return new CouchDbAddress(
        tls,
        host(host),
        port.isEmpty() ? tls ? 443 : 80 : port(port),
        path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  private static URI url(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException notAUrl) {
      throw new IllegalArgumentException(
          "is not a URL; it is http://host:port or https://host:port", notAUrl);
    }
  }

  private static String host(String written) {
    if (AMBIGUOUS.matcher(written).find()) {
      throw new IllegalArgumentException(
          "has a host that stands for two names; write its form with xn--");
    }
    String host = ascii(written);
    if (!NAME.matcher(host).matches()) {
      throw new IllegalArgumentException("has a host that is no host name");
    }
    return host;
  }

  private static String ascii(String written) {
    try {
      return IDN.toASCII(written);
    } catch (IllegalArgumentException notAName) {
      throw new IllegalArgumentException("has a host that is no host name", notAName);
    }
  }

  private static int port(String digits) {
    int port = digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    if (port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("has a port that is none of 1 to 65535");
    }
    return port;
  }

  /** As people are told it; credentials are never part of it. */
  @Override
  public String toString() {
    return (tls ? "https://" : "http://") + host + ":" + port + path;
  }
}
