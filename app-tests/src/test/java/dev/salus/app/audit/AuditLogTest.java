package dev.salus.app.audit;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.ErrorCode;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.app.SalusMain;
import dev.salus.gateway.observation.AuditedCall;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of who did what, and what is found of whoever tampers with it. */
class AuditLogTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-28T12:00:00.123Z"), ZoneOffset.UTC);
  private static final String USER = "0e0b7a1c-3f3d-4b6a-9d5e-2f6c8a1b4d7e";
  private static final String OTHER = "1e0b7a1c-3f3d-4b6a-9d5e-2f6c8a1b4d7e";

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

  private static AuditedCall call(String id) {
    return new AuditedCall(
        "req-1",
        Operation.ENTITY,
        USER,
        null,
        Map.of("id", id),
        List.of(),
        null,
        "192.0.2.7",
        ErrorCode.NOT_FOUND);
  }

  /** A log of this many lines. */
  private void written(int lines) throws Exception {
    try (AuditLog log = AuditLog.start(vertx, CLOCK, AuditFile.open(path))) {
      for (int i = 0; i < lines; i++) {
        await(log.record(call(OTHER)));
      }
    }
  }

  private String verified(String... more) {
    List<String> command = new ArrayList<>(List.of("audit", "verify", path.toString()));
    command.addAll(List.of(more));
    StringWriter out = new StringWriter();
    int exitCode =
        SalusMain.commandLine(Map.of(), "audit", "verify")
            .setOut(new PrintWriter(out, true))
            .execute(command.toArray(String[]::new));
    return exitCode + " " + out;
  }

  @Test
  void aLineSaysWhoDidWhatToWhichIdWhenFromWhereAndHowItEnded() throws Exception {
    try (AuditLog log = AuditLog.start(vertx, CLOCK, AuditFile.open(path))) {
      await(log.record(call(OTHER)));
      await(
          log.record(
              new AuditedCall(
                  "req-2",
                  Operation.BULK,
                  USER,
                  OTHER,
                  Map.of("type", "Patient"),
                  List.of(USER, OTHER),
                  null,
                  "::1",
                  null)));
      // It is there before anybody hears that it is.
      assertThat(Files.readAllLines(path)).hasSize(2);
    }
    List<String> lines = Files.readAllLines(path);
    JsonObject first = new JsonObject(lines.get(0));
    first.remove("hash");
    assertThat(first)
        .isEqualTo(
            new JsonObject()
                .put("line", 1)
                .put("prev", "-")
                .put("at", "2026-11-28T12:00:00.123Z")
                .put("request", "req-1")
                .put("from", "192.0.2.7")
                .put("user", USER)
                .put("operation", "entity")
                .put("id", OTHER)
                .put("outcome", "not-found"));
    JsonObject second = new JsonObject(lines.get(1));
    assertThat(second.getString("prev")).isEqualTo(new JsonObject(lines.get(0)).getString("hash"));
    assertThat(second.getJsonArray("ids")).isEqualTo(new JsonArray().add(USER).add(OTHER));
    assertThat(second.getString("outcome")).isEqualTo("ok");
    assertThat(Files.getPosixFilePermissions(path))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aLineThatWasChangedRemovedOrMovedIsFound() throws Exception {
    written(5);
    List<String> lines = Files.readAllLines(path);
    assertThat(verified()).startsWith("0 salus: 5 lines hold together");

    List<String> changed = new ArrayList<>(lines);
    changed.set(4, lines.get(4).replace("not-found", "forbidden"));
    Files.write(path, changed);
    assertThat(verified()).startsWith("1 salus: 4 lines").contains("line 5 was changed");

    List<String> removed = new ArrayList<>(lines);
    removed.remove(2);
    Files.write(path, removed);
    assertThat(verified()).startsWith("1 salus: 2 lines").contains("line 3", "it is line 4");

    List<String> moved = new ArrayList<>(lines);
    moved.set(1, lines.get(2));
    moved.set(2, lines.get(1));
    Files.write(path, moved);
    assertThat(verified()).startsWith("1 salus: 1 line ").contains("line 2", "it is line 3");

    Files.write(path, List.of("no log at all"));
    assertThat(verified()).startsWith("1 salus: 0 lines");
  }

  @Test
  void anEndThatWasCutOffIsFoundByAHashThatWasNoted() throws Exception {
    written(3);
    String noted = new JsonObject(Files.readAllLines(path).get(2)).getString("hash");
    assertThat(verified("--noted", noted)).startsWith("0 salus: 3 lines").contains(noted);
    Files.write(path, Files.readAllLines(path).subList(0, 2));
    assertThat(verified()).startsWith("0 salus: 2 lines");
    assertThat(verified("--noted", noted)).startsWith("1 ").contains("cut or written anew");
  }

  @Test
  void itGoesOnAfterARestartAndAfterACrashInTheMiddleOfALine() throws Exception {
    written(2);
    written(1);
    assertThat(verified()).startsWith("0 salus: 3 lines");
    Files.writeString(path, "{\"line\":4,\"prev\":\"", StandardOpenOption.APPEND);
    assertThat(verified()).startsWith("1 salus: 3 lines").contains("line 4");
    written(1);
    assertThat(verified()).startsWith("0 salus: 5 lines");
    assertThat(new JsonObject(Files.readAllLines(path).get(3)).getInteger("cut")).isEqualTo(18);
  }

  @Test
  void aFileThatIsInUseOrNoLogIsNotWrittenTo() throws Exception {
    try (AuditFile held = AuditFile.open(path)) {
      assertThat(held.lines()).isZero();
      refused("writes it already");
    }
    for (String other : List.of("something else\n", "{\"line\":1}\n", "\n")) {
      Files.writeString(path, other);
      refused("its last line is not as it was written");
      assertThat(Files.readString(path)).isEqualTo(other);
    }
    for (String unfinished : List.of("a password without an end of line", "{\"line\":2,")) {
      Files.writeString(path, unfinished);
      refused("its end is no line of an audit log");
      assertThat(Files.readString(path)).isEqualTo(unfinished);
    }
    path = directory.resolve("none").resolve("audit.log");
    refused("cannot be written");
  }

  private void refused(String why) {
    assertThatThrownBy(() -> AuditFile.open(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(path.toString(), why);
  }

  @Test
  void t15_onAFullDiskNothingBeginsAndNothingThatWasDoneIsLost() throws Exception {
    FullDisk disk = new FullDisk(AuditFile.open(path));
    try (AuditLog log = AuditLog.startOn(vertx, CLOCK, disk)) {
      log.check();
      disk.full = true;
      failure(Unavailable.class, log.record(call(OTHER)));
      assertThatThrownBy(log::check).isInstanceOf(Unavailable.class);
      Future<Void> underWay = log.record(call(USER));
      failure(Unavailable.class, underWay);

      disk.written = new CountDownLatch(1);
      disk.full = false;
      disk.written.await();
      await(log.record(call(OTHER)));
      log.check();
    }
    assertThat(verified()).startsWith("0 salus: 3 lines");
    assertThat(Files.readAllLines(path).get(1)).contains(USER);
  }

  /** A file on a disk that may be full. */
  private static final class FullDisk implements LineSink {
    private final AuditFile file;
    private volatile boolean full;
    private volatile CountDownLatch written = new CountDownLatch(1);

    FullDisk(AuditFile file) {
      this.file = file;
    }

    @Override
    public void append(List<JsonObject> members) throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
      file.append(members);
      written.countDown();
    }

    @Override
    public void flush() throws IOException {
      file.flush();
    }

    @Override
    public boolean isFlushed() {
      return file.isFlushed();
    }

    @Override
    public long lines() {
      return file.lines();
    }

    @Override
    public String last() {
      return file.last();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
