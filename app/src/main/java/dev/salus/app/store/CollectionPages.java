package dev.salus.app.store;

import dev.salus.storage.Change;
import dev.salus.storage.ChangePage;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.ReadBound;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.Function;

/** Goes through all documents of a collection, some at a time. */
final class CollectionPages {

  /** Few, since each may be megabytes. */
  private static final int AT_ONCE = 50;

  /** How much of them is read at once. */
  static final ReadBound BYTES_AT_ONCE = ReadBound.about(16 << 20);

  private final DocumentStore store;
  private final String collection;
  private final Function<List<String>, Future<Void>> step;
  private final Promise<Void> ended = Promise.promise();

  private CollectionPages(
      DocumentStore store, String collection, Function<List<String>, Future<Void>> step) {
    this.store = store;
    this.collection = collection;
    this.step = step;
  }

  /**
   * Gives the ids of the documents that are there to the step, page by page, each page after the
   * step of the one before has ended. A document that is written meanwhile may come twice.
   */
  static Future<Void> forEach(
      DocumentStore store, String collection, Function<List<String>, Future<Void>> step) {
    CollectionPages pages = new CollectionPages(store, collection, step);
    pages.after("0");
    return pages.ended.future();
  }

  private void after(String since) {
    store.changes(collection, since, AT_ONCE).onFailure(ended::fail).onSuccess(this::whenRead);
  }

  private void whenRead(ChangePage page) {
    if (page.items().isEmpty()) {
      ended.complete();
      return;
    }
    step.apply(ids(page)).onFailure(ended::fail).onSuccess(done -> after(page.next()));
  }

  private static List<String> ids(ChangePage page) {
    return page.items().stream().filter(change -> change.rev() != null).map(Change::id).toList();
  }
}
