package dev.salus.core.quota;

import dev.salus.storage.Document;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes of an owner's are counted in the store, {@code {bytes, countedAt}} under the
 * owner's id.
 *
 * @param owner whose
 * @param bytes those that are stored, and those that somebody took ahead
 * @param countedAt when they were counted one by one, milliseconds since the epoch; 0 for never
 * @param rev the revision; null for one that is not stored yet
 */
record ByteRow(String owner, long bytes, long countedAt, @Nullable String rev) {

  private static final String BYTES = "bytes";
  private static final String COUNTED_AT = "countedAt";

  /** The row of an owner as it was found; of one who has none, nothing is counted. */
  static ByteRow of(String owner, Optional<Document> found) {
    return found.map(ByteRow::of).orElseGet(() -> new ByteRow(owner, 0, 0, null));
  }

  private static ByteRow of(Document found) {
    return new ByteRow(
        found.id(),
        found.body().getLong(BYTES),
        found.body().getLong(COUNTED_AT),
        found.storedRev());
  }

  /** The same with so many more, or fewer. */
  ByteRow plus(long more) {
    return new ByteRow(owner, Math.max(0, bytes + more), countedAt, rev);
  }

  /** The same after all were counted one by one. */
  ByteRow counted(long total, long at) {
    return new ByteRow(owner, total, at, rev);
  }

  Document toDocument() {
    return new Document(owner, rev, new JsonObject().put(BYTES, bytes).put(COUNTED_AT, countedAt));
  }
}
