package dev.salus.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.salus.app.SalusMain;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;

/** The log as the product configures it: where something was thrown, not what it said. */
@Isolated("has the standard error output for itself")
class StackWithoutMessagesTest {

  @Test
  void t16_noExceptionsMessageGetsIntoTheLog() throws Exception {
    Exception thrown =
        new IllegalStateException("John Snow", new IllegalArgumentException("Winter is coming"));
    String logged = logged(log -> log.error("a bug", thrown));
    assertThat(logged)
        .contains("ERROR", "a bug")
        .contains("java.lang.IllegalStateException")
        .contains("caused by java.lang.IllegalArgumentException")
        .contains("at dev.salus.app.server.StackWithoutMessagesTest")
        .doesNotContain("John Snow", "Winter is coming");
  }

  @Test
  void belowInfoNothingIsLogged() throws Exception {
    assertThat(logged(log -> log.debug("a detail"))).isEmpty();
    assertThat(logged(log -> log.info("a fact"))).contains("INFO", "a fact").hasLineCount(1);
  }

  private static String logged(Consumer<Logger> act) throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    try (PrintStream capturing = new PrintStream(bytes, true, UTF_8)) {
      System.setErr(capturing);
      JoranConfigurator configurator = new JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(SalusMain.class.getResource("/logback.xml"));
      act.accept(context.getLogger("test"));
    } finally {
      System.setErr(before);
      context.stop();
    }
    return bytes.toString(UTF_8);
  }
}
