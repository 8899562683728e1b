package dev.salus.storage.sqlite;

import static dev.salus.storage.contract.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.storage.Document;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import dev.salus.storage.StoreException.StoreUnavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed while it writes, over and over on one directory. */
class KilledStoreTest {

  private static final int KILLS = 20;
  private static final int MOST_WRITES = 400;

  @TempDir private Path directory;

  @Test
  void t15_whatWasAcknowledgedIsThereAfterEachOfTwentyKills() throws Exception {
    Random random = new Random(15);
    Map<String, Long> all = new HashMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      try (StoreProcess process = StoreProcess.start(directory, String.valueOf(kill))) {
        Map<String, Long> acknowledged = process.killAfter(1 + random.nextInt(MOST_WRITES));
        assertThat(acknowledged).isNotEmpty();
        all.putAll(acknowledged);
      }
      assertThat(integrity()).as("after kill %s", kill).containsExactly("ok");
      try (Opened again = Opened.in(directory)) {
        assertIsThere(again, all);
        assertIndexesHold(again);
      }
    }
  }

  private static void assertIsThere(Opened opened, Map<String, Long> acknowledged) {
    acknowledged.forEach(
        (id, generation) -> {
          Optional<Document> stored = await(opened.store().get(Opened.NOTES, id));
          if (stored.isPresent()) {
            String rev = stored.get().storedRev();
            long now = Long.parseLong(rev.substring(0, rev.indexOf('-')));
            assertThat(now).as(id).isGreaterThanOrEqualTo(generation);
            assertThat(stored.get().body().getLong("life")).as(id).isEqualTo(now);
          } else {
            // Its deletion was acknowledged, or under way when the process died.
            assertThat(generation).as(id).isGreaterThanOrEqualTo(StoreProcessMain.LIVES - 1);
          }
        });
  }

  /** Each document is under its number once and under its two tags, and nothing else is. */
  private static void assertIndexesHold(Opened opened) {
    List<Document> byNumber = all(opened, Query.of("by-number", Query.MAX_LIMIT));
    List<Document> byTag = all(opened, Query.of("by-tag", Query.MAX_LIMIT));

    assertThat(byNumber).extracting(Document::id).doesNotHaveDuplicates();
    assertThat(byTag)
        .containsExactlyInAnyOrderElementsOf(
            byNumber.stream().flatMap(note -> Stream.of(note, note)).toList());
  }

  private static List<Document> all(Opened opened, Query query) {
    List<Document> all = new ArrayList<>();
    String cursor = null;
    do {
      Page page = await(opened.store().query(Opened.NOTES, query.after(cursor)));
      all.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);
    return all;
  }

  private List<String> integrity() throws Exception {
    List<String> said = new ArrayList<>();
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("salus.db"));
        ResultSet rows = database.createStatement().executeQuery("PRAGMA integrity_check")) {
      while (rows.next()) {
        said.add(rows.getString(1));
      }
    }
    return said;
  }

  @Test
  void aSecondProcess_isRefusedUntilTheFirstIsDead() throws Exception {
    try (StoreProcess first = StoreProcess.start(directory, "0")) {
      assertThatThrownBy(() -> Opened.in(directory))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("in use");
      assertThatThrownBy(() -> StoreProcess.start(directory, "1"))
          .hasMessageContaining("in use already");
      first.killAfter(1);
    }
    Opened.in(directory).close();
  }

  @Test
  void itNeedsNoPlaceToWriteButItsDirectory() throws Exception {
    String nowhere = "-Djava.io.tmpdir=" + directory.resolve("missing");
    try (StoreProcess first = StoreProcess.start(directory, "0", nowhere)) {
      first.killAfter(1);
    }
    try (StoreProcess second = StoreProcess.start(directory, "1", nowhere);
        Stream<Path> unpacked = Files.list(directory.resolve("native"))) {
      assertThat(unpacked).as("what the killed one left is gone").hasSize(1);
      second.killAfter(1);
    }
  }
}
