package dev.salus.storage.sqlite;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStores;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import dev.salus.storage.StoreException.DocumentTooLarge;
import dev.salus.storage.StoreException.StoreUnavailable;
import dev.salus.storage.StoreOptionException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store promises beyond the SPI. */
class SqliteStoreTest {

  private static final int MEBIBYTE = 1 << 20;

  @TempDir private Path directory;

  private JsonObject options() {
    return new JsonObject().put("directory", directory.toString());
  }

  private static Document note(String id, Object text) {
    return Document.create(id, new JsonObject().put("n", 1).put("text", text));
  }

  private static Document put(Opened opened, Document document) {
    return await(opened.store().put(Opened.NOTES, document));
  }

  /** Else one request for a thousand of the largest would fill any heap (threats T13 and T23). */
  @Test
  void aPageOfLargeDocumentsIsShorterAndTheNextGoesOn() {
    String large = "x".repeat(6 * MEBIBYTE);
    try (Opened opened = Opened.in(options())) {
      for (String id : List.of("a", "b", "c", "d")) {
        put(opened, note(id, large));
      }
      put(opened, note("e", "small"));

      Query query = Query.of("by-number", 1_000, 1);
      for (Query each : List.of(query, query.newestFirst())) {
        Page first = await(opened.store().query(Opened.NOTES, each));
        Page second = await(opened.store().query(Opened.NOTES, each.after(first.next())));
        assertThat(first.items()).hasSizeBetween(2, 3);
        assertThat(second.next()).isNull();
        assertThat(
                Stream.of(first, second).flatMap(page -> page.items().stream()).map(Document::id))
            .containsExactlyInAnyOrder("a", "b", "c", "d", "e")
            .isSortedAccordingTo(
                each.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder());
      }
    }
  }

  @Test
  void provider_isFoundByName() {
    assertThat(DocumentStores.provider("sqlite")).isInstanceOf(SqliteStoreProvider.class);
  }

  @Test
  void options_areRefusedByName() {
    assertThatThrownBy(() -> Opened.in(options().put("colour", "blue").put("x", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no option named colour, x; it has busyTimeoutMs, create, directory");
    assertThatThrownBy(() -> Opened.in(new JsonObject()))
        .isInstanceOf(StoreOptionException.class)
        .hasMessageContaining("option directory is missing");
    for (Object readers : List.of(0, 65, "many", true, "-1", 1.5)) {
      assertThatThrownBy(() -> Opened.in(options().put("readers", readers)))
          .isInstanceOf(StoreOptionException.class)
          .hasMessageContaining("option readers is not an integer of 1 to 64");
    }
    Opened.in(options().put("readers", "2")).close();
  }

  @Test
  void aDirectoryWithoutData_staysSoIfNothingIsToBeMade() {
    Path none = directory.resolve("none");
    JsonObject options = new JsonObject().put("directory", none.toString()).put("create", "false");
    assertThatThrownBy(() -> Opened.in(options))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("there is no data in " + none);
    assertThat(none).doesNotExist();
    assertThatThrownBy(() -> Opened.in(options().put("create", "perhaps")))
        .hasMessageContaining("option create is not true or false");
    Opened.in(none).close();
    Opened.in(options).close();
  }

  @Test
  void aDirectory_isForOneStoreAtATime() {
    Path link = directory.resolveSibling(directory.getFileName() + "-link");
    try (Opened first = Opened.in(directory)) {
      Files.createSymbolicLink(link, directory);
      for (Path same : List.of(directory, directory.resolve("native").resolve(".."), link)) {
        assertThatThrownBy(() -> Opened.in(same))
            .isInstanceOf(StoreUnavailable.class)
            .hasMessageContaining("the data directory ")
            .hasMessageContaining("in use");
      }
      // The attempts have not let go of what the first one holds.
      assertThatThrownBy(() -> StoreProcess.start(directory, "0")).hasMessageContaining("in use");
      put(first, note("a", "text"));
      Files.delete(link);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Opened.in(directory).close();
  }

  @Test
  void aDirectoryThatCannotBeHad_isNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> Opened.in(file))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> Opened.in(file.resolve("below")))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void whatIsMade_isForItsOwnerOnly() throws IOException {
    Path made = directory.resolve("made").resolve("below");
    try (Opened opened = Opened.in(made)) {
      put(opened, note("a", "text"));
      assertThat(permissions(made)).isEqualTo("rwx------");
      assertThat(permissions(made.getParent())).isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(made)) {
        assertThat(files.filter(Files::isRegularFile))
            .extracting(SqliteStoreTest::permissions)
            .hasSize(4)
            .containsOnly("rw-------");
      }
    }
    Files.setPosixFilePermissions(
        made.resolve("salus.db"), PosixFilePermissions.fromString("rw-r--r--"));
    Opened.in(made).close();
    assertThat(permissions(made.resolve("salus.db"))).isEqualTo("rw-------");
  }

  private static String permissions(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyCommit_isFlushed() throws SQLException {
    try (SqlConnection connection = SqlConnection.open(directory.resolve("salus.db"), 1_000)) {
      assertThat(connection.first("PRAGMA journal_mode", row -> row.getString(1))).contains("wal");
      // 2 is FULL.
      assertThat(connection.first("PRAGMA synchronous", row -> row.getLong(1))).contains(2L);
      assertThat(connection.first("PRAGMA fullfsync", row -> row.getLong(1))).contains(1L);
    }
  }

  @Test
  void aDatabaseOfOthers_isLeftAlone() throws SQLException {
    try (SqlConnection others = SqlConnection.open(directory.resolve("salus.db"), 1_000)) {
      others.execute("CREATE TABLE invoices (id INTEGER)");
    }
    assertThatThrownBy(() -> Opened.in(directory))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("not one of Salus");
  }

  @Test
  void aDatabaseOfALaterVersion_isLeftAlone() throws SQLException {
    Opened.in(directory).close();
    try (SqlConnection later = SqlConnection.open(directory.resolve("salus.db"), 1_000)) {
      later.execute("PRAGMA user_version = 2");
    }
    assertThatThrownBy(() -> Opened.in(directory))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("later version");
  }

  @Test
  void aDamagedDatabase_isNamed() throws IOException {
    Files.writeString(directory.resolve("salus.db"), "this is no database ".repeat(1_000));
    assertThatThrownBy(() -> Opened.in(directory))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("damaged");
  }

  @Test
  void largeDocuments_areKeptUpToTheLimit() {
    Document large = note("large", "0123456789abcdef".repeat(MEBIBYTE / 2));
    JsonArray values = new JsonArray(new ArrayList<>(IntStream.range(0, 200_000).boxed().toList()));
    Document many = note("many", values);
    Document tooLarge = note("too-large", "x".repeat(16 * MEBIBYTE));
    try (Opened opened = Opened.in(directory)) {
      Future<Document> putting = opened.store().put(Opened.NOTES, many);
      values.clear();
      assertThat(await(putting).body().getJsonArray("text")).hasSize(200_000);
      Document stored = put(opened, large);
      assertThat(await(opened.store().get(Opened.NOTES, "large"))).contains(stored);
      Document again = put(opened, stored);
      await(opened.store().delete(Opened.NOTES, "large", again.storedRev()));

      Throwable refused = failureOf(() -> opened.store().put(Opened.NOTES, tooLarge));
      assertThat(refused).isInstanceOf(DocumentTooLarge.class);
      assertThat(((DocumentTooLarge) refused).mostBytes()).isEqualTo(16 * MEBIBYTE);
    }
  }

  @Test
  void whatWaits_isBounded() {
    JsonObject few = options().put("maxPendingDocuments", 10).put("maxPendingBytes", 10_000);
    try (Opened opened = Opened.in(few)) {
      List<Future<Document>> puts =
          IntStream.range(0, 500)
              .mapToObj(i -> opened.store().put(Opened.NOTES, note("n" + i, "x".repeat(2_000))))
              .toList();
      await(Future.join(new ArrayList<>(puts)).otherwiseEmpty());

      assertThat(puts).anyMatch(Future::succeeded).anyMatch(Future::failed);
      assertThat(puts)
          .filteredOn(Future::failed)
          .extracting(Future::cause)
          .allMatch(StoreUnavailable.class::isInstance);
      assertThat(await(opened.store().changes(Opened.NOTES, "0", 1_000)).items())
          .hasSize((int) puts.stream().filter(Future::succeeded).count());
      put(opened, note("alone", "x".repeat(20_000)));
    }
  }

  @Test
  void theLog_beginsAnewAlsoAfterSomebodyHasReadForLong() throws Exception {
    int most = 1 << 18;
    Path log = directory.resolve("salus.db-wal");
    try (Opened opened = Opened.in(options().put("maxLogBytes", most))) {
      try (SqlConnection reader = SqlConnection.open(directory.resolve("salus.db"), 1_000)) {
        reader.execute("BEGIN");
        reader.first("SELECT count(*) FROM notes", row -> row.getLong(1));
        for (int i = 0; i < 30; i++) {
          put(opened, note("a" + i, "x".repeat(50_000)));
        }
        assertThat(Files.size(log)).as("what somebody reads stays").isGreaterThan(most);
        reader.execute("COMMIT");
      }
      for (int i = 0; i < 30; i++) {
        put(opened, note("b" + i, "x".repeat(50_000)));
      }
      assertThat(Files.size(log)).isLessThan(30 * 50_000);
    }
    assertThat(log).as("all of it is in the database").doesNotExist();
  }

  @Test
  void sequences_ofAnotherStoreAreRefused() {
    try (Opened opened = Opened.in(directory)) {
      put(opened, note("a", "text"));
      for (String since : List.of("2", "-1", "x", "", "Now", "9999999999999999999999")) {
        assertThat(failureOf(() -> opened.store().changes(Opened.NOTES, since, 10)))
            .as(since)
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void twoCollectionsOfOneName_areRefusedBeforeAnythingIsMade() {
    Path made = directory.resolve("made");
    Vertx vertx = Vertx.vertx();
    try {
      List<CollectionSpec> twice = List.of(CollectionSpec.of("a"), CollectionSpec.of("a"));
      JsonObject options = new JsonObject().put("directory", made.toString());
      assertThat(failureOf(() -> new SqliteStoreProvider().open(vertx, options, twice)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(made).doesNotExist();
    } finally {
      await(vertx.close());
    }
  }
}
