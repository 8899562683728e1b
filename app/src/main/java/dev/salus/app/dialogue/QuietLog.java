package dev.salus.app.dialogue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** No log lines in the middle of a dialogue: what matters to the person is said there. */
public final class QuietLog implements AutoCloseable {

  /** Of libraries, which tell of a slow machine, say. */
  private static final List<String> BELOW = List.of("io.vertx", "io.netty");

  private static final List<String> LOGGERS =
      List.of("dev.salus.sdk", "dev.salus.app.dialogue", "io.vertx", "io.netty");

  private final Map<Logger, @Nullable Level> before = new LinkedHashMap<>();

  private QuietLog(List<String> names) {
    for (String name : names) {
      if (LoggerFactory.getLogger(name) instanceof Logger logger) {
        before.put(logger, logger.getLevel());
        logger.setLevel(Level.OFF);
      }
    }
  }

  /** Until it is closed. */
  public static QuietLog unless(boolean verbose) {
    return new QuietLog(verbose ? List.of() : LOGGERS);
  }

  /** What libraries log, until it is closed. */
  public static QuietLog ofLibraries() {
    return new QuietLog(BELOW);
  }

  @Override
  public void close() {
    before.forEach(Logger::setLevel);
  }
}
