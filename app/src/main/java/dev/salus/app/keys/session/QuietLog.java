package dev.salus.app.keys.session;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** No log lines in the middle of a dialogue: what matters to the person is said there. */
final class QuietLog implements AutoCloseable {

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
  static QuietLog unless(boolean verbose) {
    return new QuietLog(verbose ? List.of() : LOGGERS);
  }

  @Override
  public void close() {
    before.forEach(Logger::setLevel);
  }
}
