package dev.salus.storage.sqlite;

import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Opens a store and writes until it is killed: creates documents, changes them and deletes some.
 * Says what was acknowledged: the document's id and its generation.
 */
final class StoreProcessMain {

  static final String OPENED = "opened";

  /** As many as share a flush. */
  private static final int WRITERS = 16;

  /** Each document is written so often; its last write is its deletion, for one of four. */
  static final int LIVES = 4;

  private final DocumentStore store;
  private final String run;

  private StoreProcessMain(DocumentStore store, String run) {
    this.store = store;
    this.run = run;
  }

  public static void main(String[] arguments) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    new SqliteStoreProvider()
        .open(vertx, new JsonObject().put("directory", arguments[0]), List.of(Opened.NOTES_SPEC))
        .onFailure(failure -> say(String.valueOf(failure.getMessage())))
        .onSuccess(store -> new StoreProcessMain(store, arguments[1]).begin());
  }

  private void begin() {
    say(OPENED);
    for (int writer = 0; writer < WRITERS; writer++) {
      create(writer, 0);
    }
  }

  private void create(int writer, int number) {
    String id = "r" + run + "-" + writer + "-" + number;
    store
        .put(Opened.NOTES, Document.create(id, body(number, 1)))
        .compose(made -> change(made, number, 2))
        .onFailure(failure -> say(String.valueOf(failure)))
        .onSuccess(done -> create(writer, number + 1));
  }

  private Future<Void> change(Document made, int number, int life) {
    acknowledged(made.id(), life - 1);
    if (life == LIVES) {
      return end(made, number);
    }
    return store
        .put(Opened.NOTES, made.withBody(body(number, life)))
        .compose(changed -> change(changed, number, life + 1));
  }

  private Future<Void> end(Document last, int number) {
    return number % 4 != 0
        ? Future.succeededFuture()
        : store
            .delete(Opened.NOTES, last.id(), last.storedRev())
            .onSuccess(deleted -> acknowledged(last.id(), LIVES));
  }

  private static JsonObject body(int number, int life) {
    return new JsonObject()
        .put("n", number)
        .put("life", life)
        .put("tags", new JsonArray().add("t" + number % 7).add("life" + life))
        .put("text", "0123456789abcdef".repeat(64));
  }

  private static void acknowledged(String id, int generation) {
    say(id + " " + generation + " .");
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
