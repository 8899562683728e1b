package dev.salus.storage.sqlite;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Document;
import dev.salus.storage.PutResult;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import dev.salus.storage.StoreException.StoreUnavailable;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** There is no room for more: nothing that was acknowledged is lost, and it goes on by itself. */
class FullDatabaseTest {

  private static final int MOST_BYTES = 1 << 20;
  private static final String TEXT = "0123456789abcdef".repeat(2_048);

  @TempDir private Path directory;
  private Opened opened;

  @BeforeEach
  void open() {
    opened =
        Opened.in(
            new JsonObject()
                .put("directory", directory.toString())
                .put("maxDatabaseBytes", MOST_BYTES));
  }

  @AfterEach
  void close() {
    opened.close();
  }

  private static Document note(int number) {
    return Document.create("n" + number, new JsonObject().put("n", number).put("text", TEXT));
  }

  private List<Document> fill() {
    List<Document> stored = new ArrayList<>();
    while (true) {
      try {
        stored.add(await(opened.store().put(Opened.NOTES, note(stored.size()))));
      } catch (StoreUnavailable full) {
        assertThat(full).hasMessage("there is no room for more data");
        assertThat(full.retryAfterMs()).isEqualTo(1_000);
        return stored;
      }
    }
  }

  @Test
  void t15_whatWasAcknowledgedStaysAndItGoesOnWhenThereIsRoom() throws Exception {
    List<Document> stored = fill();
    assertThat(stored).hasSizeGreaterThan(20);
    assertThat(failureOf(() -> opened.store().put(Opened.NOTES, note(1_000))))
        .isInstanceOf(StoreUnavailable.class);

    for (Document document : stored) {
      assertThat(await(opened.store().get(Opened.NOTES, document.id()))).contains(document);
    }
    assertThat(await(opened.store().get(Opened.NOTES, "n1000"))).isEmpty();
    assertThat(await(opened.store().query(Opened.NOTES, Query.of("by-number", 1_000))).items())
        .isEqualTo(stored);

    for (Document document : stored.subList(0, 10)) {
      await(opened.store().delete(Opened.NOTES, document.id(), document.storedRev()));
    }
    Document later = await(opened.store().put(Opened.NOTES, note(1_000)));
    opened.close();
    assertThat(Files.size(directory.resolve("salus.db"))).isLessThanOrEqualTo(MOST_BYTES);
    opened = Opened.in(directory);
    assertThat(await(opened.store().get(Opened.NOTES, "n1000"))).contains(later);
  }

  /** What fits is written although what came with it does not. */
  @Test
  void oneThatDoesNotFit_takesNoOtherWithIt() {
    List<Document> stored = fill();
    for (Document document : stored.subList(0, 3)) {
      await(opened.store().delete(Opened.NOTES, document.id(), document.storedRev()));
    }
    Document small = Document.create("small", new JsonObject().put("n", 1));
    Document large = Document.create("large", new JsonObject().put("text", TEXT.repeat(20)));
    Document other = Document.create("other", new JsonObject().put("n", 2));

    List<PutResult> results =
        await(opened.store().putMany(Opened.NOTES, List.of(small, large, other)));

    assertThat(results.get(0)).isInstanceOf(PutResult.Stored.class);
    assertThat(results.get(1)).isInstanceOf(PutResult.Refused.class);
    assertThat(results.get(2)).isInstanceOf(PutResult.Stored.class);
    List<String> ids = List.of("small", "large", "other");
    assertThat(await(opened.store().getMany(Opened.NOTES, ids, ReadBound.OF_PAGE)).documents())
        .extracting(Optional::isPresent)
        .containsExactly(true, false, true);
  }
}
