package dev.salus.storage.couchdb;

import java.util.List;

/**
 * Documents of which CouchDB holds conflicting revisions.
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
   * A document that was written in two places between which CouchDB replicates.
   *
   * @param collection where it is
   * @param id the document
   * @param shown the revision that CouchDB chose to show, the same everywhere
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
