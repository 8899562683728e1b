package dev.salus.storage.sqlite;

import dev.salus.storage.Document;
import dev.salus.storage.StoreException.DocumentTooLarge;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes, hashes and looks through documents before they wait to be written: small ones at once,
 * larger ones on a worker, of a copy.
 */
final class WritePreparer {

  /** So much JSON is encoded, read and hashed in well under a millisecond. */
  private static final int MOST_INLINE = 64 * 1024;

  /** What a value costs beside its characters, in characters. */
  private static final int VALUE = 16;

  private final WorkerExecutor workers;
  private final int maxDocumentBytes;

  WritePreparer(WorkerExecutor workers, int maxDocumentBytes) {
    this.workers = workers;
    this.maxDocumentBytes = maxDocumentBytes;
  }

  /**
   * Changes that put the documents, of which those that are too large have ended. Fails with {@link
   * IllegalArgumentException} if a body is not JSON.
   */
  Future<List<PendingChange>> puts(SqliteCollection collection, List<Document> documents) {
    long left = MOST_INLINE;
    for (Document document : documents) {
      left = less(left, document.body());
    }
    if (left > 0) {
      return Future.succeededFuture(prepare(collection, documents));
    }
    List<Document> copies = documents.stream().map(WritePreparer::copy).toList();
    return workers.executeBlocking(() -> prepare(collection, copies), false);
  }

  private static Document copy(Document document) {
    try {
      return document.withBody(document.body().copy());
    } catch (IllegalStateException unknownType) {
      throw new IllegalArgumentException("a body that is not JSON", unknownType);
    }
  }

  private List<PendingChange> prepare(SqliteCollection collection, List<Document> documents) {
    List<PendingChange> changes = new ArrayList<>(documents.size());
    for (Document document : documents) {
      PendingChange.Content content = collection.content(document.rev(), document.body());
      PendingChange change = new PendingChange(collection, document.id(), document.rev(), content);
      if (content.json().length > maxDocumentBytes) {
        change.fail(new DocumentTooLarge(maxDocumentBytes));
      }
      changes.add(change);
    }
    return changes;
  }

  /** What is left of an allowance after a value; stops looking where nothing is. */
  private static long less(long allowance, Object value) {
    long left = allowance - VALUE;
    if (value instanceof String text) {
      return left - text.length();
    }
    if (value instanceof byte[] bytes) {
      return left - bytes.length;
    }
    if (value instanceof JsonObject object) {
      return lessAll(left, object.getMap().values());
    }
    return value instanceof JsonArray array ? lessAll(left, array.getList()) : left;
  }

  private static long lessAll(long allowance, Iterable<?> values) {
    long left = allowance;
    for (Object value : values) {
      if (left <= 0) {
        return left;
      }
      left = less(left, value);
    }
    return left;
  }
}
