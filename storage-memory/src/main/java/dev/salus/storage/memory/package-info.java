/**
 * The store in memory: everything in the memory of this process, gone when it ends.
 *
 * <p>Each collection is a hash map of documents, a sorted map for each index and a sorted change
 * log, all under one read-write lock. The lock makes a write appear as a whole in all of them; it
 * is held for a few map operations only, never while bodies are copied, encoded or hashed, and
 * never while a subscriber runs.
 */
@NullMarked
package dev.salus.storage.memory;

import org.jspecify.annotations.NullMarked;
