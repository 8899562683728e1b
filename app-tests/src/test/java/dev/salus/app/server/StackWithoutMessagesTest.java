package dev.salus.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.MDC;

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

  @Test
  void t16_asJsonALineHasTheRequestAndNoExceptionsMessage() throws Exception {
    Exception thrown = new IllegalStateException("John Snow");
    String logged =
        logged(
            LogFormat.JSON,
            LogLevel.INFO,
            log -> {
              MDC.put("request", "4f2a");
              log.error("a \"bug\"", thrown);
              MDC.remove("request");
            });
    assertThat(logged).hasLineCount(1).doesNotContain("John Snow");
    JsonObject line = new JsonObject(logged);
    assertThat(line.getString("message")).isEqualTo("a \"bug\"");
    assertThat(line.getString("level")).isEqualTo("ERROR");
    assertThat(line.getString("request")).isEqualTo("4f2a");
    assertThat(line.getString("@timestamp")).endsWith("Z");
    assertThat(line.getString("stack_trace"))
        .contains("java.lang.IllegalStateException", "at dev.salus.app.server.");
  }

  @Test
  void asTextALineHasTheRequestIfItIsOfOne() throws Exception {
    String logged =
        logged(
            log -> {
              MDC.put("request", "4f2a");
              log.info("of a request");
              MDC.remove("request");
              log.info("of none");
            });
    assertThat(logged.lines().toList().get(0)).endsWith("test [4f2a] of a request");
    assertThat(logged.lines().toList().get(1)).endsWith("test of none");
  }

  @Test
  void t16_ofLibrariesNoDetailsAreLoggedWhateverTheLevel() throws Exception {
    LoggerContext context = new LoggerContext();
    Logging.configure(context, LogFormat.TEXT, LogLevel.DEBUG);
    assertThat(context.getLogger("dev.salus.gateway").isDebugEnabled()).isTrue();
    assertThat(context.getLogger("io.netty").isDebugEnabled()).isFalse();
    Logging.configure(context, LogFormat.TEXT, LogLevel.WARN);
    assertThat(context.getLogger("dev.salus.gateway").isInfoEnabled()).isFalse();
    assertThat(context.getLogger("io.netty").isInfoEnabled()).isFalse();
  }

  private static String logged(Consumer<Logger> act) throws Exception {
    return logged(LogFormat.TEXT, LogLevel.INFO, act);
  }

  private static String logged(LogFormat format, LogLevel level, Consumer<Logger> act)
      throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter((LogbackMDCAdapter) MDC.getMDCAdapter());
    try (PrintStream capturing = new PrintStream(bytes, true, UTF_8)) {
      System.setErr(capturing);
      LogDefaults.writeToConsole(context);
      Logging.configure(context, format, level);
      act.accept(context.getLogger("test"));
    } finally {
      System.setErr(before);
      context.stop();
    }
    return bytes.toString(UTF_8);
  }
}
