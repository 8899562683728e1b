package dev.salus.storage.couchdb;

import dev.salus.storage.couchdb.form.Revisions;
import dev.salus.storage.couchdb.form.Row;
import org.jspecify.annotations.Nullable;

/** What became of a write that got no answer, as far as what is stored now can tell. */
enum Outcome {
  /** It happened: the stored revision is its own. */
  STORED,
  /** It did not happen and never will: another write took the revision that it names. */
  LOST,
  /**
   * It has not happened, and the revision that it names is still there. It may be sent again: that
   * revision can be replaced only once, so it cannot happen twice.
   */
  NOT_YET,
  /** Nobody can tell. A creation is here too: sent again, it could undo a deletion. */
  UNKNOWN;

  /**
   * Compares a write with what is stored.
   *
   * @param token the token of what is stored now, also if that is a tombstone
   */
  static Outcome of(PendingWrite write, Row now, @Nullable String token) {
    if (write.token().equals(token)) {
      return STORED;
    }
    if (now.rev() == null) {
      return write.expected() == null ? UNKNOWN : LOST;
    }
    long generation = Revisions.generation(now.rev());
    if (write.expected() == null) {
      return generation == 1 && !now.isDeleted() ? LOST : UNKNOWN;
    }
    if (now.rev().equals(write.expected())) {
      return NOT_YET;
    }
    return generation <= Revisions.generation(write.expected()) + 1 ? LOST : UNKNOWN;
  }
}
