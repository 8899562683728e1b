package dev.salus.core.storeaccess;

import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.api.TooLarge;
import dev.salus.api.Unavailable;
import dev.salus.storage.StoreException;
import dev.salus.storage.StoreException.DocumentTooLarge;
import dev.salus.storage.StoreException.InvalidCursor;
import dev.salus.storage.StoreException.RevisionConflict;
import dev.salus.storage.StoreException.StoreUnavailable;

/**
 * The one place that turns a store's failures into the errors of the API.
 *
 * <p>A verticle gives {@link #toApi} to {@code Services.bind}, so that whatever its service lets
 * through is translated. A service handles those conflicts itself that are about documents its
 * caller does not know of.
 */
public final class StoreErrors {

  private StoreErrors() {}

  /**
   * The API error for a store's failure: a stale revision is a {@link Conflict} that names the
   * stored one, a store that cannot answer is {@link Unavailable}, a document over the store's
   * limit is {@link TooLarge} with the limit, a cursor of another query is {@link Invalid} at
   * {@code cursor}. Any other failure is returned as it is.
   */
  public static Throwable toApi(Throwable failure) {
    if (!(failure instanceof StoreException store)) {
      return failure;
    }
    if (store instanceof RevisionConflict conflict) {
      return new Conflict("it has been changed since it was read", conflict.actual());
    }
    if (store instanceof StoreUnavailable unavailable) {
      return new Unavailable("the store cannot answer now", unavailable.retryAfterMs());
    }
    if (store instanceof DocumentTooLarge tooLarge) {
      return new TooLarge(
          "the document is larger than the store takes: " + tooLarge.mostBytes() + " bytes");
    }
    if (store instanceof InvalidCursor) {
      return new Invalid("cursor", "cursor: does not belong to this list");
    }
    return failure;
  }
}
