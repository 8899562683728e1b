package dev.salus.storage.contract;

import dev.salus.storage.Change;
import dev.salus.storage.ChangePage;
import dev.salus.storage.DocumentStore;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole change feed. */
public final class Changes {

  private static final int MOST_PAGES = 1_000;

  private Changes() {}

  public static List<Change> all(DocumentStore store, String collection) {
    List<Change> all = new ArrayList<>();
    String since = "0";
    for (int page = 0; page < MOST_PAGES; page++) {
      ChangePage read = StoreFixture.await(store.changes(collection, since, 1_000));
      if (read.items().isEmpty()) {
        return all;
      }
      all.addAll(read.items());
      since = read.next();
    }
    throw new AssertionError("the changes do not end");
  }
}
