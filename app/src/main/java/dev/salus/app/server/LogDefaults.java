package dev.salus.app.server;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * The log of a process of which nobody says otherwise: to the console, from INFO. Requests are not
 * logged, and of exceptions no messages: neither content nor names may get into a log line.
 *
 * <p>As code and not as Logback's XML, since to read that takes longer than to open the store. A
 * file that is named ({@code -Dlogback.configurationFile}), or is on the class path, counts.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogDefaults extends ContextAwareBase implements Configurator {

  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %logger{20}"
          + " %replace(%X{request}){\"(.+)\", \"[$1] \"}%msg%n%stack";

  /** For {@link java.util.ServiceLoader}. */
  public LogDefaults() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (isSaidOtherwise()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    writeToConsole(context);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static boolean isSaidOtherwise() {
    return System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null
        || LogDefaults.class.getResource("/" + ClassicConstants.TEST_AUTOCONFIG_FILE) != null
        || LogDefaults.class.getResource("/" + ClassicConstants.AUTOCONFIG_FILE) != null;
  }

  /** Sets it up, whatever else there is. */
  static void writeToConsole(LoggerContext context) {
    PatternLayout layout = new PatternLayout();
    layout.getInstanceConverterMap().put("stack", StackWithoutMessages::new);
    layout.setPattern(PATTERN);
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setLayout(layout);
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setName(Logging.CONSOLE);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.setContext(context);
    console.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(console);
  }
}
