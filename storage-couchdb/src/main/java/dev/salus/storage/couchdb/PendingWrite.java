package dev.salus.storage.couchdb;

import dev.salus.storage.couchdb.form.Revisions;
import dev.salus.storage.couchdb.form.StoredForm;
import dev.salus.storage.couchdb.form.TextCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One write on its way, with a promise of the new revision.
 *
 * @param id the document's id, as callers know it
 * @param code the same, encoded
 * @param expected the revision that is to be replaced; null for a creation
 * @param token what tells this write from every other
 * @param isDeletion whether the document is deleted
 * @param member what goes into the bulk
 * @param bodyBytes how much of it is the document's body
 */
record PendingWrite(
    String id,
    String code,
    @Nullable String expected,
    String token,
    boolean isDeletion,
    Buffer member,
    int bodyBytes,
    Promise<String> promise)
    implements GroupCommit.Item {

  /** Creates or replaces. */
  static PendingWrite put(String id, @Nullable String expected, String token, Buffer body) {
    String code = TextCode.encodeId(id);
    Buffer member = StoredForm.put(code, expected, token, body);
    return new PendingWrite(
        id, code, expected, token, false, member, body.length(), Promise.promise());
  }

  /** Deletes. */
  static PendingWrite delete(String id, String expected, String token) {
    String code = TextCode.encodeId(id);
    Buffer member = StoredForm.delete(code, expected, token);
    return new PendingWrite(id, code, expected, token, true, member, 0, Promise.promise());
  }

  @Override
  public int bytes() {
    return member.length();
  }

  @Override
  public void fail(Throwable reason) {
    promise.tryFail(reason);
  }

  boolean hasPossibleRevision() {
    return expected == null || Revisions.isPossible(expected);
  }

  boolean hasEnded() {
    return promise.future().isComplete();
  }

  void stored(String rev) {
    promise.tryComplete(rev);
  }

  /** The new revision. */
  Future<String> future() {
    return promise.future();
  }
}
