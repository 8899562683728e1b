package dev.salus.app.connection;

import java.nio.file.Path;
import java.util.Map;

/** Where a person's keys and profiles are. */
final class SalusHome {

  static final String VARIABLE = "SALUS_HOME";

  private SalusHome() {}

  /** {@code SALUS_HOME}; else {@code .salus} in {@code HOME}, or where the JDK says home is. */
  static Path of(Map<String, String> environment) {
    String own = environment.getOrDefault(VARIABLE, "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isEmpty() ? System.getProperty("user.home") : home, ".salus");
  }
}
