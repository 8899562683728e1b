package dev.salus.app.store;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.SalusMain;
import dev.salus.core.SalusHost;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data of two installations is not mixed by moving one into the other. */
class MoveIntoOthersDataTest {

  private static final String COLLECTION = "users";

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final StringWriter said = new StringWriter();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private DocumentStore open(String name) {
    JsonObject options = new JsonObject().put("directory", directory.resolve(name).toString());
    return await(DocumentStores.provider("sqlite").open(vertx, options, SalusHost.collections()));
  }

  private void put(String name, String id, String text) {
    DocumentStore store = open(name);
    await(store.put(COLLECTION, Document.create(id, new JsonObject().put("text", text))));
    await(store.close());
  }

  private List<String> ids(String name) {
    DocumentStore store = open(name);
    List<String> ids =
        await(store.changes(COLLECTION, "0", 10)).items().stream().map(it -> it.id()).toList();
    await(store.close());
    return ids;
  }

  private int move() {
    PrintWriter both = new PrintWriter(said, true);
    return SalusMain.commandLine(Map.of())
        .setOut(both)
        .setErr(both)
        .execute(
            "move",
            "--data",
            directory.resolve("from").toString(),
            "--to",
            "sqlite",
            "--to-data",
            directory.resolve("to").toString());
  }

  @Test
  void whatHasDataOfItsOwnIsNotMovedInto() {
    put("from", "a", "of the one");
    put("from", "b", "of the one");
    put("to", "c", "of another one");

    assertThat(move()).isEqualTo(1);

    assertThat(said.toString())
        .contains("the store to move to has data of its own")
        .contains("1 of its 1 documents of users")
        .contains("Nothing was written");
    assertThat(ids("to")).containsExactly("c");
  }

  @Test
  void whatIsThereOtherwiseIsNotMovedInto() {
    put("from", "a", "of the one");
    put("to", "a", "of another one");

    assertThat(move()).isEqualTo(1);

    assertThat(said.toString()).contains("1 of its 1 documents of users");
  }

  @Test
  void whatWasMovedInPartIsMovedOn() {
    put("from", "a", "of the one");
    put("to", "a", "of the one");
    put("from", "b", "of the one");

    assertThat(move()).as(said.toString()).isZero();

    assertThat(ids("to")).containsExactlyInAnyOrder("a", "b");
  }
}
