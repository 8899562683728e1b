package dev.salus.storage;

import java.util.List;

/**
 * Documents of which a store holds conflicting revisions.
 *
 * @param total how many there are
 * @param documents those, or the first of them
 */
public record ConflictReport(long total, List<ConflictedDocument> documents) {

  /** Copies the documents. */
  public ConflictReport {
    documents = List.copyOf(documents);
  }

  /**
   * A document that was written in two places between which the store replicates.
   *
   * @param collection where it is
   * @param id the document
   * @param shown the revision that the store chose to show, the same everywhere
   * @param hidden the other revisions, still there, none of them deleted
   */
  public record ConflictedDocument(
      String collection, String id, String shown, List<String> hidden) {

    /** Copies the revisions. */
    public ConflictedDocument {
      hidden = List.copyOf(hidden);
    }
  }
}
