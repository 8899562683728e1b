package dev.salus.storage;

import java.util.List;

/**
 * A collection that a store must have before it is used.
 *
 * @param name lower-case ASCII letters, digits and {@code -}, beginning with a letter
 * @param indexes its indexes, each name once
 */
public record CollectionSpec(String name, List<IndexSpec> indexes) {

  /** Copies the indexes and refuses a bad name or two indexes of one name. */
  public CollectionSpec {
    indexes = List.copyOf(indexes);
    if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException("not a collection name: " + name);
    }
    if (indexes.stream().map(IndexSpec::name).distinct().count() != indexes.size()) {
      throw new IllegalArgumentException("two indexes of one name in " + name);
    }
  }

  /** A collection with these indexes. */
  public static CollectionSpec of(String name, IndexSpec... indexes) {
    return new CollectionSpec(name, List.of(indexes));
  }
}
