package dev.salus.storage.sqlite;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Document;
import dev.salus.storage.StoreException.StoreUnavailable;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock that somebody has removed keeps nobody out, so who had it writes no more. */
class RemovedLockTest {

  @TempDir private Path directory;

  private static Document note(String id) {
    return Document.create(id, new JsonObject().put("n", 1));
  }

  @Test
  void withoutTheLock_nothingIsWritten_andWhatIsThereIsRead() throws Exception {
    Path lock = directory.resolve("salus.lock");
    Path away = directory.resolve("away");
    try (Opened opened = Opened.in(directory)) {
      await(opened.store().put(Opened.NOTES, note("before")));

      Files.move(lock, away);
      assertThat(failureOf(() -> opened.store().put(Opened.NOTES, note("without"))))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("salus.lock was removed");
      Files.createFile(lock);
      assertThat(failureOf(() -> opened.store().put(Opened.NOTES, note("of-another"))))
          .isInstanceOf(StoreUnavailable.class);
      assertThat(await(opened.store().get(Opened.NOTES, "before"))).isPresent();

      Files.delete(lock);
      Files.move(away, lock);
      await(opened.store().put(Opened.NOTES, note("again")));
      assertThat(await(opened.store().get(Opened.NOTES, "without"))).isEmpty();
    }
  }
}
