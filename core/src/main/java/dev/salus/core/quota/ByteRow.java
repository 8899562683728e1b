package dev.salus.core.quota;

import dev.salus.storage.Document;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes of an owner's are counted in the store, {@code {bytes, countedAt, triedAt}} under
 * the owner's id.
 *
 * @param owner whose
 * @param bytes those that are stored, and those that somebody took ahead
 * @param countedAt when they were counted one by one, milliseconds since the epoch; 0 for never
 * @param triedAt when counting them began last, also if it was in vain; 0 for never
 * @param rev the revision; null for one that is not stored yet
 */
record ByteRow(String owner, long bytes, long countedAt, long triedAt, @Nullable String rev) {

  private static final String BYTES = "bytes";
  private static final String COUNTED_AT = "countedAt";
  private static final String TRIED_AT = "triedAt";

  /** The row of an owner as it was found; of one who has none, nothing is counted. */
  static ByteRow of(String owner, Optional<Document> found) {
    return found.map(ByteRow::of).orElseGet(() -> new ByteRow(owner, 0, 0, 0, null));
  }

  private static ByteRow of(Document found) {
    return new ByteRow(
        found.id(),
        found.body().getLong(BYTES),
        found.body().getLong(COUNTED_AT),
        found.body().getLong(TRIED_AT, 0L),
        found.storedRev());
  }

  /** The same with so many more, or fewer. */
  ByteRow plus(long more) {
    return new ByteRow(owner, Math.max(0, bytes + more), countedAt, triedAt, rev);
  }

  /** The same when all are about to be counted one by one. */
  ByteRow tried(long at) {
    return new ByteRow(owner, bytes, countedAt, at, rev);
  }

  /** The same after all were. */
  ByteRow counted(long total, long at) {
    return new ByteRow(owner, total, at, triedAt, rev);
  }

  /** Whether they may be counted one by one now. */
  boolean isToBeCounted(long now) {
    return countedAt + ByteUsage.COUNTED_EVERY.toMillis() <= now
        && triedAt + ByteUsage.TRIED_EVERY.toMillis() <= now;
  }

  Document toDocument() {
    JsonObject body =
        new JsonObject().put(BYTES, bytes).put(COUNTED_AT, countedAt).put(TRIED_AT, triedAt);
    return new Document(owner, rev, body);
  }
}
