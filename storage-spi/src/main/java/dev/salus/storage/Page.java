package dev.salus.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of documents in the order of the index.
 *
 * @param items the document of each entry of the index that the page covers; one that has several
 *     entries in the queried range occurs as often
 * @param next the cursor of the page after this one; null if this one is the last
 */
public record Page(List<Document> items, @Nullable String next) {
  /** Copies the items. */
  public Page {
    items = List.copyOf(items);
  }
}
