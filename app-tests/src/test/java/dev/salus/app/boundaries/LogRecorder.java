package dev.salus.app.boundaries;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Writes down everything that anybody logs, at every level, instead of showing it. */
final class LogRecorder implements AutoCloseable {

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Map<Logger, Level> levels = new HashMap<>();
  private final List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
  private final Recording recording = new Recording();

  LogRecorder() {
    for (Logger logger : context.getLoggerList()) {
      levels.put(logger, logger.getLevel());
      if (logger != root) {
        logger.setLevel(null);
      }
    }
    root.iteratorForAppenders().forEachRemaining(appenders::add);
    appenders.forEach(root::detachAppender);
    root.setLevel(Level.TRACE);
    recording.setContext(context);
    recording.start();
    root.addAppender(recording);
  }

  Place place() {
    return Place.ofText("the log", recording.text());
  }

  @Override
  public void close() {
    root.detachAppender(recording);
    recording.stop();
    appenders.forEach(root::addAppender);
    levels.forEach(Logger::setLevel);
  }

  /** Takes an event down at once, with all that a layout could show of it. */
  private static final class Recording extends AppenderBase<ILoggingEvent> {

    private final StringBuilder text = new StringBuilder();

    @Override
    protected void append(ILoggingEvent event) {
      synchronized (text) {
        text.append(event.getLevel()).append(' ').append(event.getLoggerName()).append(' ');
        text.append(event.getThreadName()).append(' ').append(event.getFormattedMessage());
        text.append(' ').append(Arrays.toString(event.getArgumentArray()));
        text.append(' ').append(event.getMDCPropertyMap()).append(event.getKeyValuePairs());
        text.append('\n').append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }

    String text() {
      synchronized (text) {
        return text.toString();
      }
    }
  }
}
