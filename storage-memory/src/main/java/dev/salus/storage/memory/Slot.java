package dev.salus.storage.memory;

import dev.salus.storage.Document;
import java.util.List;

/** What a collection keeps under an id. */
sealed interface Slot {

  /** How many times the document was written, deletions included. */
  long generation();

  /** Where the last write stands in the change log. */
  long sequence();

  /**
   * A document.
   *
   * @param rev its revision
   * @param body what it says
   * @param entries where it stands in each index, in the order of the collection's indexes
   */
  record Stored(
      String id,
      String rev,
      long generation,
      long sequence,
      Body body,
      List<List<IndexEntry>> entries)
      implements Slot {

    /** The document as the store hands it out. */
    Document copy() {
      return new Document(id, rev, body.read());
    }
  }

  /** All that is left of a deleted document: enough for its generation never to go back. */
  record Tombstone(long generation, long sequence) implements Slot {}
}
