package dev.salus.storage.sqlite;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Change;
import dev.salus.storage.Document;
import dev.salus.storage.StoreException.StoreUnavailable;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a database, and databases made of copies. */
class SqliteBackupsTest {

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Map<String, Long> acknowledged = new HashMap<>();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private static JsonObject at(Path data) {
    return new JsonObject().put("directory", data.toString());
  }

  private void backup(Path data, Path file) {
    await(new SqliteStoreProvider().backup(vertx, at(data), file, told::add));
  }

  private void restore(Path file, Path data) {
    await(new SqliteStoreProvider().restore(vertx, at(data), file, told::add));
  }

  @Test
  void s65_aCopyOfWhatAnotherProcessWrites_holdsAllThatWasAcknowledgedBefore() throws Exception {
    Path data = directory.resolve("data");
    Path copy = directory.resolve("copy.db");
    try (StoreProcess process = StoreProcess.start(data, "0")) {
      acknowledged.putAll(process.readAcknowledged(200));
      backup(data, copy);
      process.killAfter(1);
    }
    assertThat(told).contains("checking the copy").anyMatch(line -> line.endsWith(" pages"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");

    restore(copy, directory.resolve("restored"));

    try (Opened restored = Opened.in(directory.resolve("restored"))) {
      List<Change> all = await(restored.store().changes(Opened.NOTES, "0", 1_000)).items();
      assertThat(all).extracting(Change::id).containsAll(acknowledged.keySet());
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("data", "copy.db", "restored");
    }
  }

  /** A large database, so that the copy takes several steps, between which others write. */
  @Test
  void aCopy_isOfOneMoment() {
    Path data = directory.resolve("data");
    Path copy = directory.resolve("copy.db");
    try (Opened opened = Opened.in(data)) {
      List<Document> pair = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        String text = "x".repeat(50_000);
        put(opened, Document.create("n" + i, new JsonObject().put("text", text)));
      }
      for (String id : List.of("first", "second")) {
        pair.add(put(opened, Document.create(id, new JsonObject().put("n", 0))));
      }
      await(
          new SqliteStoreProvider()
              .backup(vertx, at(data), copy, line -> pair.replaceAll(it -> again(opened, it))));
      assertThat(pair.get(0).body().getInteger("n")).as("written meanwhile").isPositive();
    }
    restore(copy, directory.resolve("restored"));
    try (Opened restored = Opened.in(directory.resolve("restored"))) {
      Document first = await(restored.store().get(Opened.NOTES, "first")).orElseThrow();
      Document second = await(restored.store().get(Opened.NOTES, "second")).orElseThrow();
      assertThat(first.body()).isEqualTo(second.body()).isEqualTo(new JsonObject().put("n", 0));
    }
  }

  private static Document again(Opened opened, Document note) {
    int next = note.body().getInteger("n") + 1;
    // On a thread of Vert.x's, where its own await is not for.
    return opened
        .store()
        .put(Opened.NOTES, note.withBody(new JsonObject().put("n", next)))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private static Document put(Opened opened, Document document) {
    return await(opened.store().put(Opened.NOTES, document));
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Path data = directory.resolve("data");
    Path copy = Files.writeString(directory.resolve("copy.db"), "mine");
    assertThat(failed(() -> backup(data, copy))).hasMessageContaining("no data in " + data);
    Opened.in(data).close();
    assertThat(failed(() -> backup(data, copy))).hasMessageContaining(copy + " is there already");
    assertThat(copy).hasContent("mine");
    Path second = directory.resolve("second.db");
    backup(data, second);
    assertThat(failed(() -> restore(second, data)))
        .hasMessageContaining("there is data in " + data + " already");
    try (Opened inUse = Opened.in(directory.resolve("used"))) {
      assertThat(inUse.store()).isNotNull();
      assertThat(failed(() -> restore(second, directory.resolve("used"))))
          .hasMessageContaining("in use");
    }
  }

  @Test
  void whatIsNoCopy_isRefusedAndLeavesNothing() throws Exception {
    Path data = directory.resolve("data");
    Path text = Files.writeString(directory.resolve("text"), "no database ".repeat(1_000));
    Path others = directory.resolve("others.db");
    try (SqlConnection connection = SqlConnection.open(others, 1_000)) {
      connection.execute("CREATE TABLE invoices (id INTEGER)");
    }

    assertThat(failed(() -> restore(text, data))).hasMessageContaining("damaged");
    assertThat(failed(() -> restore(others, data))).hasMessageContaining("no data of Salus");
    assertThat(failed(() -> restore(directory.resolve("none"), data)))
        .hasMessageContaining("there is no file");
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith("salus.db")))
          .isEmpty();
    }
    Opened.in(data).close();
  }

  /** Whoever has noted its checksum finds it again, and it may be where nothing can be written. */
  @Test
  void aCopyThatIsRestored_staysAsItIs() throws Exception {
    Path copy = Files.createDirectory(directory.resolve("copies")).resolve("copy.db");
    try (Opened opened = Opened.in(directory.resolve("data"))) {
      put(opened, Document.create("kept", new JsonObject().put("n", 1)));
    }
    backup(directory.resolve("data"), copy);
    byte[] before = Files.readAllBytes(copy);

    restore(copy, directory.resolve("restored"));

    assertThat(Files.readAllBytes(copy)).isEqualTo(before);
    try (Stream<Path> files = Files.list(copy.getParent())) {
      assertThat(files).containsExactly(copy);
    }
    try (Opened restored = Opened.in(directory.resolve("restored"))) {
      assertThat(await(restored.store().get(Opened.NOTES, "kept"))).isPresent();
    }
  }

  /** What a killed process leaves, of which somebody has moved the database away, and only that. */
  private Path logLeftIn(Path data) throws Exception {
    try (StoreProcess process = StoreProcess.start(data, "0")) {
      process.readAcknowledged(200);
      acknowledged.putAll(process.killAfter(1));
    }
    Files.move(data.resolve("salus.db"), directory.resolve("moved.db"));
    Path log = data.resolve("salus.db-wal");
    assertThat(log).isNotEmptyFile();
    return log;
  }

  @Test
  void aLogThatWasLeft_isNotReadIntoWhatIsRestored() throws Exception {
    Path copy = directory.resolve("copy.db");
    try (Opened opened = Opened.in(directory.resolve("first"))) {
      put(opened, Document.create("kept", new JsonObject().put("n", 1)));
      backup(directory.resolve("first"), copy);
    }
    Path data = directory.resolve("data");
    Path log = logLeftIn(data);
    byte[] left = Files.readAllBytes(log);

    assertThat(failed(() -> restore(copy, data)))
        .hasMessageContaining(log + " is there, the log of another salus.db")
        .hasMessageContaining("move it");
    assertThat(Files.readAllBytes(log)).isEqualTo(left);
    assertThat(data.resolve("salus.db")).doesNotExist();

    Files.move(log, directory.resolve("moved.db-wal"));
    restore(copy, data);
    assertThat(data.resolve("salus.db-shm")).doesNotExist();
    try (Opened restored = Opened.in(data)) {
      List<Change> all = await(restored.store().changes(Opened.NOTES, "0", 1_000)).items();
      assertThat(all).extracting(Change::id).containsExactly("kept");
    }
  }

  @Test
  void aJournalThatWasLeft_isNotTakenForThatOfACopy() throws Exception {
    Path data = directory.resolve("data");
    Opened.in(data).close();
    Path copy = directory.resolve("copy.db");
    Path journal = Files.writeString(directory.resolve("copy.db-journal"), "what was before");
    Path log = Files.createFile(directory.resolve("copy.db-wal"));

    assertThat(failed(() -> backup(data, copy))).hasMessageContaining(journal + " is there");
    Files.writeString(journal, "");
    backup(data, copy);

    assertThat(copy).exists();
    assertThat(journal).doesNotExist();
    assertThat(log).doesNotExist();
  }

  /** SQLite would delete it, and with it what was written last. */
  @Test
  void whereADatabaseIsMissingBesideItsLog_noOtherIsMade() throws Exception {
    Path data = directory.resolve("data");
    Path log = logLeftIn(data);

    assertThat(failed(() -> Opened.in(data))).hasMessageContaining(log + " is there");
    assertThat(log).isNotEmptyFile();

    Files.move(directory.resolve("moved.db"), data.resolve("salus.db"));
    try (Opened whole = Opened.in(data)) {
      assertThat(await(whole.store().changes(Opened.NOTES, "0", 1_000)).items())
          .extracting(Change::id)
          .containsAll(acknowledged.keySet());
    }
  }

  /** Also one that an earlier version left in a mode in which reading needs files beside it. */
  @Test
  void aCopy_isOnlyRead() throws Exception {
    Path first = directory.resolve("copy.db");
    Path place = Files.createDirectory(directory.resolve("place with ? and %20"));
    try (Opened opened = Opened.in(directory.resolve("data"))) {
      put(opened, Document.create("kept", new JsonObject().put("n", 1)));
      backup(directory.resolve("data"), first);
    }
    Path copy = Files.copy(first, place.resolve("copy.db"));
    byte[] made = Files.readAllBytes(copy);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r--r--r--"));
    FileTime placed = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(place, placed);

    restore(copy, directory.resolve("restored"));

    assertThat(Files.readAllBytes(copy)).isEqualTo(made);
    assertThat(Files.getLastModifiedTime(place)).as("nothing was made in it").isEqualTo(placed);
    SqlConnection.open(first, 1_000).close();
    Path earlier = Files.copy(first, place.resolve("earlier.db"));
    made = Files.readAllBytes(earlier);
    Files.setLastModifiedTime(place, placed);
    restore(earlier, directory.resolve("again"));
    assertThat(Files.readAllBytes(earlier)).isEqualTo(made);
    assertThat(Files.getLastModifiedTime(place)).isEqualTo(placed);
    try (Opened restored = Opened.in(directory.resolve("again"))) {
      assertThat(await(restored.store().get(Opened.NOTES, "kept"))).isPresent();
    }
  }

  @Test
  void whereARestoringWasCutShort_noEmptyDatabaseIsMade() throws Exception {
    Path data = directory.resolve("data");
    Path copy = directory.resolve("copy.db");
    Opened.in(directory.resolve("first")).close();
    backup(directory.resolve("first"), copy);
    Path part = Files.writeString(Files.createDirectory(data).resolve("salus.db.part"), "half");

    assertThat(failed(() -> Opened.in(data))).hasMessageContaining("run 'salus restore' again");
    assertThat(data.resolve("salus.db")).doesNotExist();

    restore(copy, data);
    assertThat(part).doesNotExist();
    Opened.in(data).close();
  }

  /** Its numbers would be given out anew, for other changes. */
  @Test
  void aPositionInWhatWasThereBefore_isNotKnownInWhatWasRestored() {
    Path copy = directory.resolve("copy.db");
    String since;
    try (Opened opened = Opened.in(directory.resolve("data"))) {
      put(opened, Document.create("before", new JsonObject().put("n", 1)));
      backup(directory.resolve("data"), copy);
      put(opened, Document.create("lost", new JsonObject().put("n", 1)));
      since = await(opened.store().changes(Opened.NOTES, "now", 1)).next();
    }
    restore(copy, directory.resolve("restored"));
    try (Opened restored = Opened.in(directory.resolve("restored"))) {
      put(restored, Document.create("new", new JsonObject().put("n", 1)));
      assertThat(failureOf(() -> restored.store().changes(Opened.NOTES, since, 10)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    try (Opened same = Opened.in(directory.resolve("data"))) {
      assertThat(await(same.store().changes(Opened.NOTES, since, 10)).items()).isEmpty();
    }
  }

  @Test
  void aDatabaseWithoutAHistoryOfItsOwn_getsOne() throws Exception {
    Path data = directory.resolve("data");
    try (Opened opened = Opened.in(data)) {
      put(opened, Document.create("kept", new JsonObject().put("n", 1)));
    }
    try (SqlConnection connection = SqlConnection.open(data.resolve("salus.db"), 1_000)) {
      connection.execute("DROP TABLE salus_history");
    }
    String next;
    try (Opened opened = Opened.in(data)) {
      assertThat(failureOf(() -> opened.store().changes(Opened.NOTES, "1", 10)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(await(opened.store().changes(Opened.NOTES, "0", 10)).items()).hasSize(1);
      next = await(opened.store().changes(Opened.NOTES, "0", 10)).next();
    }
    try (Opened opened = Opened.in(data)) {
      assertThat(await(opened.store().changes(Opened.NOTES, next, 10)).items()).isEmpty();
    }
  }

  @Test
  void copiesToOneFileAtOnce_areNotInEachOthersWay() {
    Path data = directory.resolve("data");
    Path copy = directory.resolve("copy.db");
    Opened.in(data).close();
    Throwable first =
        failed(
            () ->
                SqliteBackups.backup(
                    data,
                    copy,
                    line -> {
                      if (line.equals("checking the copy")) {
                        SqliteBackups.backup(data, copy, told::add);
                      }
                    }));
    assertThat(first).hasMessageContaining(copy + " is there already");
    restore(copy, directory.resolve("restored"));
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("data", "copy.db", "restored");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCopyOfALaterVersion_andAPlaceThatIsNotThere_areRefusedByName() throws Exception {
    Path data = directory.resolve("data");
    Path copy = directory.resolve("copy.db");
    Opened.in(data).close();
    assertThat(failed(() -> backup(data, directory.resolve("none").resolve("copy.db"))))
        .hasMessageContaining("there is no such directory");
    backup(data, copy);
    try (SqlConnection connection = SqlConnection.open(copy, 1_000)) {
      connection.execute("PRAGMA user_version = 2");
    }
    assertThat(failed(() -> restore(copy, directory.resolve("restored"))))
        .hasMessageContaining("later version of Salus (2)");
    assertThat(directory.resolve("restored").resolve("salus.db")).doesNotExist();
  }

  private static Throwable failed(Runnable step) {
    Throwable failure =
        failureOf(
            () -> {
              step.run();
              return null;
            });
    assertThat(failure).isInstanceOf(StoreUnavailable.class);
    return failure;
  }
}
