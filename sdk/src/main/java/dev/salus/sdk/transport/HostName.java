package dev.salus.sdk.transport;

import java.net.IDN;
import java.util.regex.Pattern;

/** The host and port of an address, as they are looked up and connected to. */
record HostName(String host, int port) {

  /** No port is named. */
  static final int NO_PORT = -1;

  private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*\\.?");
  private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,9}");
  private static final int LONGEST_NAME = 253;
  private static final int HIGHEST_PORT = 65_535;

  /**
   * Characters that the two editions of the standard make different names of (RFC 5894 §7.2): what
   * one goes to, another owner may have.
   */
  private static final Pattern AMBIGUOUS = Pattern.compile("[ßẞς\u200C\u200D]");

  /**
   * Reads {@code host}, {@code host:port} or {@code [IPv6]:port}. A name may have underscores, as
   * containers have, and letters of any language, which are looked up in their ASCII form (RFC
   * 3490).
   *
   * @throws IllegalArgumentException saying what is wrong, to go after "the address"
   */
  static HostName parse(String authority) {
    int end = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.lastIndexOf(':');
    int split = end < 0 ? authority.length() : end;
    String rest = authority.substring(split);
    return new HostName(host(authority.substring(0, split)), port(rest));
  }

  private static int port(String rest) {
    if (rest.isEmpty() || rest.equals(":")) {
      return NO_PORT;
    }
    String digits = rest.substring(1);
    int port =
        rest.startsWith(":") && PORT.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
    if (port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("has the port '" + digits + "': ports are 1 to 65535");
    }
    return port;
  }

  private static String host(String written) {
    if (written.isEmpty()) {
      throw new IllegalArgumentException("has no host");
    }
    // what is in brackets was read as an IPv6 address by java.net.URI
    String host = written.startsWith("[") ? written : ascii(written);
    boolean name = host.length() <= LONGEST_NAME && NAME.matcher(host).matches();
    if (!name && !written.startsWith("[")) {
      throw new IllegalArgumentException("has the host '" + written + "', which is no host name");
    }
    return host;
  }

  private static String ascii(String written) {
    if (ASCII.matcher(written).matches()) {
      return written;
    }
    if (AMBIGUOUS.matcher(written).find()) {
      throw new IllegalArgumentException(
          "has the host '" + written + "', which stands for two names: write its form with xn--");
    }
    try {
      return IDN.toASCII(written);
    } catch (IllegalArgumentException notAName) {
      throw new IllegalArgumentException(
          "has the host '" + written + "', which is no host name", notAName);
    }
  }
}
