package dev.salus.gateway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads whom proxies ask for, from the farthest to the nearest: the text of an address, without a
 * port; or any other text, such as {@code unknown} or {@code _hidden} (RFC 7239 §6).
 */
final class ForwardedHeaders {

  private static final String FOR = "for=";
  private static final String UNKNOWN = "unknown";
  private static final char QUOTE = '"';

  /** {@code [2001:db8::1]:4711} and {@code [2001:db8::1]}. */
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)\\](:.*)?");

  /** {@code 192.0.2.1:4711}; an address of IPv6 in brackets only. */
  private static final Pattern WITH_PORT = Pattern.compile("([0-9]+\\.[0-9.]+):.*");

  private ForwardedHeaders() {}

  /** What stands in headers {@code X-Forwarded-For}. */
  static List<String> forwardedFor(List<String> headers) {
    return headers.stream()
        .flatMap(header -> Arrays.stream(header.split(",", -1)))
        .map(String::trim)
        .map(ForwardedHeaders::withoutPort)
        .toList();
  }

  /**
   * What stands as {@code for} in headers {@code Forwarded}; {@code unknown} where there is none. A
   * quote that a client leaves open would hide what proxies have added: then nothing is known.
   */
  static List<String> forwarded(List<String> headers) {
    if (headers.stream().anyMatch(ForwardedHeaders::hasOpenQuote)) {
      return List.of(UNKNOWN);
    }
    return headers.stream()
        .flatMap(header -> split(header, ',').stream())
        .map(ForwardedHeaders::node)
        .toList();
  }

  private static String node(String element) {
    return split(element, ';').stream()
        .filter(pair -> pair.toLowerCase(Locale.ROOT).startsWith(FOR))
        .map(pair -> withoutPort(unquoted(pair.substring(FOR.length()))))
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static boolean hasOpenQuote(String header) {
    return header.chars().filter(c -> c == QUOTE).count() % 2 != 0;
  }

  /** The parts between separators that do not stand in quotes. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == QUOTE) {
        quoted = !quoted;
      }
      if (c == separator && !quoted) {
        parts.add(part.toString().trim());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString().trim());
    return parts;
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && value.charAt(0) == QUOTE
            && value.charAt(value.length() - 1) == QUOTE;
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static String withoutPort(String node) {
    Matcher bracketed = BRACKETED.matcher(node);
    if (bracketed.matches()) {
      return bracketed.group(1);
    }
    Matcher withPort = WITH_PORT.matcher(node);
    return withPort.matches() ? withPort.group(1) : node;
  }
}
