package dev.salus.app.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.LoggerFactory;

/** Sets up the log of this process, over what {@link LogDefaults} or a file says. */
final class Logging {

  private static final String OURS = "dev.salus";

  /** The appender's name. */
  static final String CONSOLE = "console";

  private Logging() {}

  /** Writes from now on what is asked for; without effect where the log is not Logback's. */
  static void configure(LogFormat format, LogLevel level) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      configure(context, format, level);
    }
  }

  static void configure(LoggerContext context, LogFormat format, LogLevel level) {
    Level ours = Level.toLevel(level.name());
    context.getLogger(OURS).setLevel(ours);
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    // What libraries say beyond that may show what passes through them (threat T16).
    root.setLevel(ours.isGreaterOrEqual(Level.INFO) ? ours : Level.INFO);
    if (format == LogFormat.JSON) {
      writeJson(context, root.getAppender(CONSOLE));
    }
  }

  private static void writeJson(LoggerContext context, Appender<ILoggingEvent> appender) {
    if (appender instanceof ConsoleAppender<ILoggingEvent> console) {
      StackWithoutMessages stacks = new StackWithoutMessages();
      stacks.setContext(context);
      stacks.start();
      LogstashEncoder json = new LogstashEncoder();
      json.setContext(context);
      json.setThrowableConverter(stacks);
      json.setTimeZone("UTC");
      json.start();
      console.setEncoder(json);
    }
  }
}
