package dev.salus.storage;

import java.util.List;

/**
 * An index of a collection: entries are ordered by the key's parts, then by document id.
 *
 * <p>A document in which a part is missing, null, or neither string nor integer has no entry (for
 * an array: that element has none); so has a document whose array is empty, or is not an array. An
 * element that occurs twice makes one entry; different elements make an entry each.
 *
 * <p>An integer is a number without fraction, however written ({@code 5} and {@code 5.0} are one),
 * within ±(2<sup>53</sup>−1). Integers order by value and come before strings. Strings, and ids
 * where keys are equal, are told apart exactly, but their order is only defined for lower-case
 * ASCII letters, digits and {@code -}, where it is that of the ASCII table: keys whose order
 * matters use nothing else.
 *
 * @param name lower-case ASCII letters, digits and {@code -}
 * @param key 1 to 6 parts, at most one of which has {@link KeyPart#each}
 */
public record IndexSpec(String name, List<KeyPart> key) {

  /** Copies the parts and refuses more than one array among them. */
  public IndexSpec {
    key = List.copyOf(key);
    if (key.isEmpty() || key.size() > 6 || key.stream().filter(KeyPart::each).count() > 1) {
      throw new IllegalArgumentException("an index key has 1 to 6 parts, one array at most");
    }
    if (!name.matches("[a-z0-9-]{1,32}")) {
      throw new IllegalArgumentException("not an index name: " + name);
    }
  }

  /** An index on these parts in this order. */
  public static IndexSpec of(String name, KeyPart... key) {
    return new IndexSpec(name, List.of(key));
  }
}
