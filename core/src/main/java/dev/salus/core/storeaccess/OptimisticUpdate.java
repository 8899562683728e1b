package dev.salus.core.storeaccess;

import dev.salus.api.Unavailable;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Reads, changes and writes back, again from the start if somebody was faster, a bounded number of
 * times.
 *
 * <p>For changes that stay right whatever was written meanwhile, such as appending. A change that
 * its caller made to a certain revision must be refused instead.
 */
public final class OptimisticUpdate {

  /** How often an attempt is made before the caller is told to come back later. */
  public static final int MAX_ATTEMPTS = 10;

  private static final long RETRY_AFTER_MS = 1_000;

  private OptimisticUpdate() {}

  /**
   * Runs an attempt until it does not fail with {@link RevisionConflict}.
   *
   * @param attempt reads afresh what it needs, and writes; run at most {@link #MAX_ATTEMPTS} times
   * @return what the attempt gave; fails with {@link Unavailable} if every attempt met a conflict,
   *     else as the attempt failed
   */
  public static <T> Future<T> retrying(Supplier<Future<T>> attempt) {
    return retrying(attempt, MAX_ATTEMPTS);
  }

  private static <T> Future<T> retrying(Supplier<Future<T>> attempt, int left) {
    if (left == 0) {
      return Future.failedFuture(
          new Unavailable("too many others are changing the same", RETRY_AFTER_MS));
    }
    return attempt
        .get()
        .recover(
            failure ->
                failure instanceof RevisionConflict
                    ? retrying(attempt, left - 1)
                    : Future.failedFuture(failure));
  }

  /**
   * Deletes a document whatever its revision; nothing if it is not there, or not what is meant.
   *
   * @param meant whether the document that was read is the one to delete
   */
  public static Future<Void> delete(
      DocumentStore store, String collection, String id, Predicate<Document> meant) {
    return retrying(
        () ->
            store
                .get(collection, id)
                .compose(
                    found ->
                        found.filter(meant).isPresent()
                            ? store.delete(collection, id, found.get().storedRev())
                            : Future.succeededFuture()));
  }
}
