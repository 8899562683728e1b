package dev.salus.app;

import dev.salus.app.terminal.Utf8;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of the process, those of Salus as bytes of UTF-8 whatever the locale: the JDK
 * decodes them by the locale, and a password of a container without one would be another one.
 */
final class ProcessEnvironment {

  private static final String OWN = "SALUS_";

  /** Read by the store itself, as the JDK decodes it. */
  private static final String OF_STORE = "SALUS_COUCHDB_";

  private static final Path BYTES = Path.of("/proc/self/environ");

  private ProcessEnvironment() {}

  /**
   * All variables.
   *
   * @throws IllegalArgumentException naming a variable of Salus that cannot be had as it was set
   */
  static Map<String, String> read() {
    return decoded(System.getenv(), bytes());
  }

  /** The variables as the system gave them; empty where it does not say. */
  private static Optional<byte[]> bytes() {
    try {
      return Optional.of(Files.readAllBytes(BYTES));
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  /**
   * Those variables.
   *
   * @param byLocale what the JDK made of them
   * @param bytes as they were set, each with a zero after it
   */
  static Map<String, String> decoded(Map<String, String> byLocale, Optional<byte[]> bytes) {
    Map<String, byte[]> asSet = bytes.map(ProcessEnvironment::split).orElse(Map.of());
    Map<String, String> all = new HashMap<>(byLocale);
    byLocale.forEach(
        (name, value) -> {
          if (name.startsWith(OWN)) {
            all.put(name, value(name, value, Optional.ofNullable(asSet.get(name))));
          }
        });
    return all;
  }

  private static String value(String name, String byLocale, Optional<byte[]> asSet) {
    if (byLocale.chars().allMatch(sign -> sign < 128) && asSet.isEmpty()) {
      return byLocale;
    }
    byte[] bytes =
        asSet.orElseThrow(
            () -> refused(name, "has signs that only a UTF-8 locale reads: set LC_ALL=C.UTF-8"));
    String value;
    try {
      value = new String(Utf8.strict(bytes, bytes.length));
    } catch (CharacterCodingException e) {
      throw refused(name, "is not UTF-8");
    }
    if (name.startsWith(OF_STORE) && !value.equals(byLocale)) {
      throw refused(name, "has signs that this locale does not read: set LC_ALL=C.UTF-8");
    }
    return value;
  }

  private static Map<String, byte[]> split(byte[] bytes) {
    Map<String, byte[]> variables = new LinkedHashMap<>();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (String variable : text.split("\0", -1)) {
      int end = variable.indexOf('=');
      if (end > 0) {
        variables.putIfAbsent(
            variable.substring(0, end),
            variable.substring(end + 1).getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return variables;
  }

  private static IllegalArgumentException refused(String name, String why) {
    return new IllegalArgumentException("the environment variable " + name + " " + why);
  }
}
