package dev.salus.storage;

import java.util.List;

/**
 * Changes in the order in which they happened, each document once with its latest.
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
