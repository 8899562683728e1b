package dev.salus.app.server;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.NotFound;
import dev.salus.app.SalusMain;
import dev.salus.sdk.Salus;
import dev.salus.sdk.model.Patient;
import dev.salus.storage.couchdb.testing.CouchDbServer;
import dev.salus.storage.couchdb.testing.SharedCouchDb;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one server has kept is there for the next, also from a copy, also in another store. */
class KeptDataTest {

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final StringWriter said = new StringWriter();
  private final CouchDbServer couchDb = SharedCouchDb.get();
  private final String prefix = "kept-data-" + UUID.randomUUID() + "-";
  private final Practice practice = new Practice(vertx);

  KeptDataTest() {
    couchDb.removeAtTheEnd(prefix);
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void s61_whatIsKeptInCouchDbSurvivesARestart() throws Exception {
    Patient john = madeOn(served(onCouchDb("--")));
    assertThat(readOn(served(onCouchDb("--")), john)).isEqualTo(john);
  }

  @Test
  void s65_aCopyMadeWhileTheServerRunsIsRestoredElsewhere() throws Exception {
    String first = directory.resolve("first").toString();
    String second = directory.resolve("second").toString();
    String copy = directory.resolve("copy.db").toString();
    Patient john;
    Patient later;
    try (ServerProcess server = start(List.of("--data", first))) {
      Salus salus = practice.join(server);
      john = await(salus.patientApi().createOrModifyPatient(patient("John")));
      assertThat(run("backup", copy, "--data", first)).as(said.toString()).isZero();
      later = await(salus.patientApi().createOrModifyPatient(patient("Arya")));
      await(salus.close());
      server.terminate();
    }

    assertThat(run("restore", copy, "--data", second)).as(said.toString()).isZero();

    assertThat(run("move", "--data", first, "--to", "sqlite")).isEqualTo(1);
    assertThat(said.toString())
        .contains("salus: --to-data is missing")
        .contains("salus: copied to " + copy, "salus: restored; data is kept in " + second);
    try (ServerProcess server = start(List.of("--data", second))) {
      Salus salus = practice.connect(server);
      assertThat(await(salus.patientApi().getPatient(john.requireId()))).isEqualTo(john);
      failure(NotFound.class, salus.patientApi().getPatient(later.requireId()));
      await(salus.close());
    }
  }

  @Test
  void aPracticeMovesToCouchDbWithOneCommandWhichCanBeRepeated() throws Exception {
    List<String> first = List.of("--data", directory.resolve("first").toString());
    Patient john = madeOn(first);
    List<String> move = new ArrayList<>(List.of("move", "--to", "couchdb"));
    move.addAll(first);
    move.addAll(onCouchDb("--to-"));

    for (int time = 0; time < 2; time++) {
      assertThat(run(move.toArray(String[]::new))).as(said.toString()).isZero();
    }

    assertThat(said.toString())
        .contains("salus: entities: 1 document, 1 where they were moved to, all equal")
        .contains("salus: both stores hold the same");
    Patient moved = readOn(served(onCouchDb("--")), john);
    assertThat(moved.firstName()).isEqualTo("John");
    assertThat(moved.metadata().rev())
        .as("the other store's own")
        .isNotEqualTo(john.metadata().rev());
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    String copy = directory.resolve("copy.db").toString();
    String none = directory.resolve("none").toString();
    assertThat(run("backup", copy, "--store", "memory")).isEqualTo(1);
    assertThat(run("backup", copy, "--data", none)).isEqualTo(1);
    assertThat(run("restore", copy, "--data", none)).isEqualTo(1);
    assertThat(run("move", "--store", "memory", "--to", "sqlite")).isEqualTo(2);
    assertThat(run("move", "--data", none, "--to", "sqlite", "--to-data", copy)).isEqualTo(1);
    assertThat(run("move", "--data", none, "--to", "sqlite", "--to-data", none)).isEqualTo(2);
    assertThat(Path.of(none)).doesNotExist();
    assertThat(Path.of(copy)).doesNotExist();
    assertThat(said.toString())
        .contains("salus: the memory store makes no such copies")
        .contains("salus: there is no data in " + none)
        .contains("salus: there is no file " + copy)
        .contains("the store memory keeps nothing: there is nothing to move")
        .contains("--to-data is the directory of --data: there is nothing to move");
  }

  @Test
  void aDirectoryIsTheSameByWhateverNameItIsGiven() throws Exception {
    Path data = directory.resolve("data");
    HeldStore.in(data).close();
    Path link = Files.createSymbolicLink(directory.resolve("link"), data);

    for (Path other : List.of(link, link.resolve("..").resolve("data"), link.resolve("."))) {
      String to = other.toString();
      assertThat(run("move", "--data", data.toString(), "--to", "sqlite", "--to-data", to))
          .isEqualTo(2);
      assertThat(run("move", "--data", to, "--to", "sqlite", "--to-option", "directory=" + data))
          .isEqualTo(2);
    }
    assertThat(said.toString().lines())
        .filteredOn(line -> line.contains("--to-data is the directory of --data"))
        .hasSize(6);
  }

  /** The options of CouchDB, as a command has them that begin so. */
  private List<String> onCouchDb(String begin) {
    List<String> options = new ArrayList<>(List.of(begin + "couchdb-url", couchDb.url()));
    String setting = begin.equals("--") ? "--store-option" : begin + "option";
    options.addAll(List.of(begin + "couchdb-create", setting, "prefix=" + prefix));
    if (!couchDb.user().isEmpty()) {
      options.addAll(List.of(begin + "couchdb-user", couchDb.user()));
      options.addAll(List.of(setting, "password=" + couchDb.password()));
    }
    return options;
  }

  private static List<String> served(List<String> onCouchDb) {
    List<String> options = new ArrayList<>(List.of("--store", "couchdb"));
    options.addAll(onCouchDb);
    return options;
  }

  private Patient madeOn(List<String> store) throws Exception {
    try (ServerProcess server = start(store)) {
      Salus salus = practice.join(server);
      Patient made = await(salus.patientApi().createOrModifyPatient(patient("John")));
      await(salus.close());
      server.terminate();
      return made;
    }
  }

  private Patient readOn(List<String> store, Patient patient) throws Exception {
    try (ServerProcess server = start(store)) {
      Salus salus = practice.connect(server);
      Patient read = await(salus.patientApi().getPatient(patient.requireId()));
      await(salus.close());
      server.terminate();
      return read;
    }
  }

  private static ServerProcess start(List<String> store) throws Exception {
    return Practice.start(store.toArray(String[]::new));
  }

  private static Patient patient(String firstName) {
    return Patient.builder().firstName(firstName).lastName("Snow").build();
  }

  private int run(String... arguments) {
    PrintWriter both = new PrintWriter(said, true);
    return SalusMain.commandLine(Map.of()).setOut(both).setErr(both).execute(arguments);
  }
}
