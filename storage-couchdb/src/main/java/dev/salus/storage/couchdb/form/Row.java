package dev.salus.storage.couchdb.form;

import dev.salus.storage.Document;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What CouchDB holds under an id.
 *
 * @param rev the newest revision, that of the tombstone if it was deleted; null if it never was
 * @param stored the document as it is stored; null if there is none
 */
public record Row(@Nullable String rev, @Nullable JsonObject stored) {

  private static final Row NEVER = new Row(null, null);

  /**
   * Reads a row of {@code _all_docs} for a key.
   *
   * @throws IllegalArgumentException if it tells neither what is there nor that nothing is
   */
  public static Row read(JsonObject row) {
    if (isOfNothing(row)) {
      return NEVER;
    }
    if (row.getValue("value") instanceof JsonObject value
        && value.getValue("rev") instanceof String rev) {
      boolean deleted = Boolean.TRUE.equals(value.getValue("deleted"));
      if (deleted) {
        return new Row(rev, null);
      }
      if (row.getValue("doc") instanceof JsonObject stored) {
        return new Row(stored.getString("_rev"), stored);
      }
    }
    throw new IllegalArgumentException("not a row of _all_docs");
  }

  /** Whether a row of {@code _all_docs} for a key tells that there never was such a document. */
  public static boolean isOfNothing(JsonObject row) {
    return "not_found".equals(row.getValue("error"));
  }

  /** Whether there was a document, which is deleted. */
  public boolean isDeleted() {
    return rev != null && stored == null;
  }

  /** The revision that callers may hear of: null if there is no document now. */
  public @Nullable String liveRev() {
    return stored == null ? null : rev;
  }

  /** The token of the write that made this revision; null if there is no document now. */
  public @Nullable String token() {
    return stored == null ? null : stored.getString(StoredForm.TOKEN);
  }

  /** The same without the document's body, which may be large. */
  public Row withoutBody() {
    JsonObject rest = stored == null ? null : stored.copy();
    if (rest != null) {
      rest.remove(StoredForm.BODY);
    }
    return new Row(rev, rest);
  }

  /** The document as callers see it. */
  public Optional<Document> document() {
    return stored == null ? Optional.empty() : StoredForm.read(stored);
  }
}
