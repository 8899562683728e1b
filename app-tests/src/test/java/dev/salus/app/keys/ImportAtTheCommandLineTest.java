package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenario S64 at the command line. */
class ImportAtTheCommandLineTest {

  private static final String JOHN =
      "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"john\",\"name\":[{\"family\":\"Snow\"}]}}";
  private static final String VISIT =
      "{\"resource\":{\"resourceType\":\"Encounter\",\"id\":\"visit\"}}";
  private static final String OF_NOBODY =
      "{\"resource\":{\"resourceType\":\"Condition\",\"id\":\"odd\","
          + "\"subject\":{\"reference\":\"Patient/nobody\"}}}";

  private static KeysServer server;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws TimeoutException {
    server = new KeysServer();
  }

  @AfterAll
  static void stop() throws TimeoutException {
    server.close();
  }

  @Test
  void s64_aDirectoryIsImportedOnceAndTheReportSaysWhatWasLeftOut() throws Exception {
    Machine laptop = withKeys();
    Path bundles = bundle(JOHN, VISIT);

    assertThat(laptop.imports(bundles).succeeds().out())
        .contains(
            "Patient: 1 imported, 0 were there", "Left out: 1", "Encounter: no such entities");
    assertThat(laptop.imports(bundles).succeeds().out())
        .contains("1 patient in 1 file", "Patient: 0 imported, 1 was there");
  }

  @Test
  void s64_whatShouldHaveBecomeARecordAndDidNotIsAnExitCode() throws Exception {
    Machine laptop = withKeys();

    Machine.Run run = laptop.imports(bundle(JOHN, OF_NOBODY)).fails("not all of it was imported");

    assertThat(run.out()).contains("Condition: its patient is none of those imported");
  }

  private Machine withKeys() throws TimeoutException {
    Machine machine = server.person(directory.resolve("keys"));
    machine.typesFirst(List.of("init"), "yes").succeeds();
    return machine;
  }

  private Path bundle(String... entries) throws IOException {
    Path bundles = Files.createDirectory(directory.resolve("bundles"));
    Files.writeString(
        bundles.resolve("bundle.json"),
        "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
            + String.join(",", entries)
            + "]}");
    return bundles;
  }
}
