package dev.salus.storage.couchdb;

import dev.salus.storage.StoreException.RevisionConflict;
import dev.salus.storage.couchdb.read.AllDocs;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/**
 * Refuses writes that name a revision of an id which CouchDB never had. CouchDB itself compares a
 * revision with those that it has, but where it has none it takes the write, as if the named
 * revision had been there; afterwards nothing in its answer tells. So it is asked before.
 *
 * <p>Between the question and the write nothing can go wrong: an id that was there stays, and
 * CouchDB compares; one that was never there makes a conflict, and nothing is sent that would have
 * to be undone. Whatever was read or written lately needs no question. To be used on the io context
 * only.
 */
final class UnknownIds {

  private final AllDocs documents;
  private final KnownIds known;

  UnknownIds(AllDocs documents, KnownIds known) {
    this.documents = documents;
    this.known = known;
  }

  /**
   * Fails those that conflict.
   *
   * @return the others; fails with {@code StoreUnavailable} and fails none if CouchDB cannot tell
   */
  Future<List<PendingWrite>> refuse(List<PendingWrite> writes) {
    List<String> unknown =
        writes.stream()
            .filter(write -> write.expected() != null)
            .map(PendingWrite::code)
            .filter(code -> !known.isKnown(code))
            .toList();
    return unknown.isEmpty()
        ? Future.succeededFuture(writes)
        : documents.neverThere(unknown).map(never -> refuse(writes, never));
  }

  /** A creation of the same id is no concern of this class: CouchDB takes it or does not. */
  private static List<PendingWrite> refuse(List<PendingWrite> writes, Set<String> never) {
    for (PendingWrite write : writes) {
      if (isRefused(write, never)) {
        write.fail(new RevisionConflict(write.id(), write.expected(), null));
      }
    }
    return writes.stream().filter(write -> !isRefused(write, never)).toList();
  }

  private static boolean isRefused(PendingWrite write, Set<String> never) {
    return write.expected() != null && never.contains(write.code());
  }
}
