package dev.salus.app.audit;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.app.SalusMain;
import dev.salus.gateway.observation.AuditedCall;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No line goes where nobody finds it: the file is looked at, not only written. */
class AuditFileReplacedTest {

  private final Vertx vertx = Vertx.vertx();

  @TempDir private Path directory;
  private Path path;

  @BeforeEach
  void begin() {
    path = directory.resolve("audit.log");
  }

  @AfterEach
  void end() {
    await(vertx.close());
  }

  private static AuditedCall call() {
    return new AuditedCall(
        "req-1", Operation.ENTITY, "somebody", null, Map.of(), List.of(), null, "192.0.2.7", null);
  }

  private interface Step {
    void run() throws IOException;
  }

  /** What is not recorded before the file is as it was is recorded afterwards. */
  private void refusedAfter(Step step, Step back) throws Exception {
    AuditLog log = AuditLog.start(vertx, Clock.systemUTC(), AuditFile.open(path));
    try (log) {
      await(log.record(call()));
      log.check();

      step.run();
      failure(Unavailable.class, log.record(call()));
      assertThatThrownBy(log::check).isInstanceOf(Unavailable.class);

      back.run();
    }
    assertThat(Files.readAllLines(path)).hasSize(2);
    assertThat(verified(path)).startsWith("0 salus: 2 lines");
  }

  private static String verified(Path log) {
    StringWriter out = new StringWriter();
    PrintWriter both = new PrintWriter(out, true);
    int exitCode =
        SalusMain.commandLine(Map.of())
            .setOut(both)
            .setErr(both)
            .execute("audit", "verify", log.toString());
    return exitCode + " " + out;
  }

  @Test
  void t15_whenItIsMovedAwayNoCallBegins() throws Exception {
    Path moved = directory.resolve("audit.log.1");
    refusedAfter(() -> Files.move(path, moved), () -> Files.move(moved, path));
  }

  @Test
  void t15_whenAnotherOneIsInItsPlaceNoCallBegins() throws Exception {
    Path moved = directory.resolve("audit.log.1");
    refusedAfter(
        () -> {
          Files.move(path, moved);
          Files.copy(moved, path);
        },
        () -> {
          Files.delete(path);
          Files.move(moved, path);
        });
  }

  @Test
  void t15_whenItIsCutNoCallBegins() throws Exception {
    Path copy = directory.resolve("audit.log.1");
    refusedAfter(
        () -> {
          Files.copy(path, copy);
          FileChannel.open(path, StandardOpenOption.WRITE).truncate(0).close();
        },
        () -> Files.write(path, Files.readAllBytes(copy)));
  }

  @Test
  void anotherEndOfALineIsAChange_andWhatIsNotThereIsNamed() throws Exception {
    try (AuditLog log = AuditLog.start(vertx, Clock.systemUTC(), AuditFile.open(path))) {
      await(log.record(call()));
      await(log.record(call()));
    }
    Files.writeString(path, Files.readString(path).replace('\n', '\r'));
    assertThat(verified(path)).startsWith("1 salus: 0 lines").contains("line 1 was changed");
    Path none = directory.resolve("none");
    assertThat(verified(none)).isEqualTo("1 salus: there is no file " + none + "\n");
  }
}
