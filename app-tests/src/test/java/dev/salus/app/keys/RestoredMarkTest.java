package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose key came from a copy is reminded of it, wherever the restoring ended. */
class RestoredMarkTest {

  private static final List<String> STATUS = List.of("status");
  private static final String WARNING = "came from another machine, which has it, too.";

  private static KeysServer server;

  @TempDir private Path directory;

  private Machine old;
  private Machine fresh;
  private String key;

  @BeforeAll
  static void start() throws TimeoutException {
    server = new KeysServer();
  }

  @AfterAll
  static void stop() throws TimeoutException {
    server.close();
  }

  @BeforeEach
  void somebodyWithARecoveryKey() throws Exception {
    old = server.personWithKeys(directory);
    key = old.types(List.of("backup", "--yes-print-secret")).succeeds().line("  ").strip();
    fresh = old.another(directory.resolve("fresh"));
  }

  private static String status(Machine of) {
    return of.types(STATUS).succeeds().out().replaceAll("\\s+", " ");
  }

  private Path mark(Machine of) {
    return of.keys().resolve(of.owner() + ".restored");
  }

  /** Ends right after the keys are in place, as if the process were killed there. */
  private Machine.Run restoresUntilTheKeysAreThere(Machine at, boolean first) throws Exception {
    try (ServerBetween between = new ServerBetween(server)) {
      Machine served = between.of(at);
      between.fails("GET /api/v1/recovery?").fails("GET /api/v1/entities/");
      return first ? served.restoresFirst(key) : served.restores(key);
    }
  }

  @Test
  void itIsForItsOwnerOnly() throws Exception {
    fresh.restoresFirst(key).succeeds();

    assertThat(Files.getPosixFilePermissions(mark(fresh)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(status(fresh)).contains(WARNING);
    fresh.types(List.of("devices", "rotate")).succeeds();
    assertThat(status(fresh)).doesNotContain(WARNING);
    assertThat(mark(fresh)).doesNotExist();
  }

  @Test
  void whatEndsAfterTheFirstKeysCameIsRemembered() throws Exception {
    restoresUntilTheKeysAreThere(fresh, true).fails("");

    assertThat(status(fresh)).contains(WARNING);
  }

  @Test
  void aCopyThatIsNewerThanTheKeyHereIsRemembered() throws Exception {
    fresh.typesFirst(List.of("init"), "yes").succeeds();
    old.types(List.of("devices", "rotate")).succeeds();
    key = old.types(List.of("backup", "--yes-print-secret")).succeeds().line("  ").strip();
    assertThat(status(fresh)).doesNotContain(WARNING);

    restoresUntilTheKeysAreThere(fresh, false).fails("");

    assertThat(status(fresh)).contains(WARNING);
  }

  @Test
  void whatBroughtNothingLeavesNoWarning() throws Exception {
    String others =
        server
            .personWithKeys(directory)
            .types(List.of("backup", "--yes-print-secret"))
            .succeeds()
            .line("  ")
            .strip();
    fresh.restoresFirst(others).fails("nothing is kept");
    fresh.typesFirst(List.of("init"), "yes").succeeds();
    assertThat(status(fresh)).doesNotContain(WARNING);

    fresh.restores(others).fails("nothing is kept");
    fresh.types(List.of("devices", "rotate")).succeeds();

    assertThat(status(fresh)).doesNotContain(WARNING);
  }
}
