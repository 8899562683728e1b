package dev.salus.storage;

import java.util.List;

/**
 * Changes, each document once with its latest. One document's changes come in the order in which
 * they happened, from page to page too; different documents' changes in the order that the store
 * knows, which need not be the same on every instance of a cluster.
 *
 * @param items the changes
 * @param next the sequence to go on from; the one that was asked for if nothing changed since
 */
public record ChangePage(List<Change> items, String next) {
  /** Copies the items. */
  public ChangePage {
    items = List.copyOf(items);
  }
}
