package dev.salus.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.salus.app.SalusMain;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who may read a file with a secret. */
class SecretFileTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(SecretFile.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @TempDir private Path directory;

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(log);
  }

  private Path file(String permissions, String content) throws Exception {
    Path file = Files.writeString(Files.createTempFile(directory, "secret", ""), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void itsFirstLineIsThePassword() throws Exception {
    for (String permissions : List.of("rw-------", "r--------")) {
      assertThat(SecretFile.password("--x", file(permissions, "pass word\nmore\n")))
          .isEqualTo("pass word");
    }
    assertThat(log.list).isEmpty();
  }

  @Test
  void asMountedForAGroupItIsTakenWithAWarning() throws Exception {
    Path mounted = file("r--r-----", "password");
    assertThat(SecretFile.password("--x", mounted)).isEqualTo("password");
    assertThat(log.list)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getLevel()).isEqualTo(Level.WARN);
              assertThat(event.getFormattedMessage())
                  .contains(mounted.toString())
                  .doesNotContain("password");
            });
  }

  @Test
  void t11_whatOthersMayReadOrWriteIsRefused() throws Exception {
    for (String permissions : List.of("rw-r-----", "r--r--r--", "rw----r--", "rw--w----")) {
      refused(file(permissions, "password"), "others than its owner may read or write it");
    }
    refused(file("rw-------", "\n"), "it is empty");
    refused(directory, "it is no file");
    refused(directory.resolve("none"), "it is no file");
  }

  /** Its own group may read it, as the documentation says how to make one; anybody else not. */
  @Test
  void aKeyOfTlsThatAnybodyMayReadIsTakenWithAWarningInTheSameWords() throws Exception {
    Path open = file("rw-r--r--", "key");
    for (Path key : List.of(file("rw-------", "key"), file("rw-r-----", "key"), open)) {
      assertThat(configured(key)).isZero();
    }
    assertThat(log.list)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getLevel()).isEqualTo(Level.WARN);
              assertThat(event.getFormattedMessage())
                  .startsWith("--tls-key: of the file '" + open + "': others than its owner may")
                  .contains("run 'chmod 600' on it", "make a new secret if");
            });
  }

  private int configured(Path key) {
    return SalusMain.commandLine(Map.of())
        .setOut(new PrintWriter(Writer.nullWriter()))
        .execute("config", "--tls-certificate", "salus.crt", "--tls-key", key.toString());
  }

  private static void refused(Path file, String why) {
    assertThatThrownBy(() -> SecretFile.password("--x-file", file))
        .isInstanceOf(WrongSettingException.class)
        .hasMessageStartingWith("--x-file: the file '" + file + "' cannot be used: ")
        .hasMessageContaining(why)
        .hasMessageNotContaining("password");
  }
}
