package dev.salus.storage.contract.model;

import java.util.List;

/**
 * A random step for {@link StoreModel}. Documents are numbers; a key is a number from 0 to 3, or 4
 * for none.
 */
public sealed interface StoreOperation {

  /** Creates the document, or tries to. */
  record Create(int document, int key) implements StoreOperation {}

  /** Replaces the document at a revision that it had this many writes ago. */
  record Replace(int document, int age, int key) implements StoreOperation {}

  /** Creates or replaces these documents at once, each at a revision that old. */
  record Bulk(List<Integer> documents, int age, int key) implements StoreOperation {}

  /** Deletes the document at a revision that it had this many writes ago. */
  record Delete(int document, int age) implements StoreOperation {}

  /** Pages through a range of keys. */
  record Find(int from, int to, boolean descending, int limit) implements StoreOperation {}
}
