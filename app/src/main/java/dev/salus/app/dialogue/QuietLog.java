package dev.salus.app.dialogue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** No log lines in the middle of a dialogue: what matters to the person is said there. */
public final class QuietLog implements AutoCloseable {

  /** Of libraries, which tell of a slow machine, say. */
  private static final List<String> BELOW = List.of("io.vertx", "io.netty");

  private static final List<String> LOGGERS =
      List.of("dev.salus.sdk", "dev.salus.app.dialogue", "io.vertx", "io.netty");

  /** How many dialogues want a logger quiet, and its level before the first of them. */
  private static final Map<Logger, Quiet> QUIET = new LinkedHashMap<>();

  private final List<Logger> loggers;

  private record Quiet(int dialogues, @Nullable Level before) {}

  private QuietLog(List<String> names) {
    this.loggers =
        names.stream()
            .map(LoggerFactory::getLogger)
            .filter(Logger.class::isInstance)
            .map(Logger.class::cast)
            .toList();
    loggers.forEach(QuietLog::begin);
  }

  private static void begin(Logger logger) {
    synchronized (QUIET) {
      Quiet others = QUIET.get(logger);
      if (others == null) {
        QUIET.put(logger, new Quiet(1, logger.getLevel()));
        logger.setLevel(Level.OFF);
      } else {
        QUIET.put(logger, new Quiet(others.dialogues() + 1, others.before()));
      }
    }
  }

  private static void end(Logger logger) {
    synchronized (QUIET) {
      Quiet all = Objects.requireNonNull(QUIET.remove(logger));
      if (all.dialogues() > 1) {
        QUIET.put(logger, new Quiet(all.dialogues() - 1, all.before()));
      } else {
        logger.setLevel(all.before());
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

  /** Once; the levels of before are there again when the last of all dialogues has ended. */
  @Override
  public void close() {
    loggers.forEach(QuietLog::end);
  }
}
