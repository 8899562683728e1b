package dev.salus.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of documents in the order of the index.
 *
 * @param items the documents
 * @param next the cursor of the page after this one; null if this one is the last
 */
public record Page(List<Document> items, @Nullable String next) {
  /** Copies the items. */
  public Page {
    items = List.copyOf(items);
  }
}
