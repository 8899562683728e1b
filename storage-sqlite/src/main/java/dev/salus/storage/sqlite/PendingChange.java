package dev.salus.storage.sqlite;

import dev.salus.storage.Document;
import dev.salus.storage.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A put or a deletion that waits for its turn, with everything worked out that can be before. */
final class PendingChange {

  /** What a put stores. */
  static final class Content {
    private final byte[] json;
    private final JsonObject body;
    private final String hash;
    private final List<Set<List<Object>>> keys;

    /**
     * @param json the body's JSON text in UTF-8
     * @param body the same, which the caller gets back
     * @param hash of the revision
     * @param keys the keys in each index, in the order of the collection's indexes
     */
    Content(byte[] json, JsonObject body, String hash, List<Set<List<Object>>> keys) {
      this.json = json;
      this.body = body;
      this.hash = hash;
      this.keys = keys;
    }

    byte[] json() {
      return json;
    }

    String hash() {
      return hash;
    }

    List<Set<List<Object>>> keys() {
      return keys;
    }
  }

  private final SqliteCollection collection;
  private final String id;
  private final @Nullable String rev;
  private final @Nullable Content content;
  private final Promise<String> ended = Promise.promise();

  /**
   * @param rev the revision that must be stored; null if there must be none
   * @param content null to delete
   */
  PendingChange(
      SqliteCollection collection, String id, @Nullable String rev, @Nullable Content content) {
    this.collection = collection;
    this.id = id;
    this.rev = rev;
    this.content = content;
  }

  SqliteCollection collection() {
    return collection;
  }

  String id() {
    return id;
  }

  @Nullable String rev() {
    return rev;
  }

  @Nullable Content content() {
    return content;
  }

  /** How much it holds on to while it waits. */
  long bytes() {
    return content == null ? 0 : content.json().length;
  }

  /** It is on the disk, at this revision; an empty one for a deletion. */
  void complete(String newRev) {
    tell(() -> ended.tryComplete(newRev));
  }

  /** It did not happen, or nobody knows. */
  void fail(StoreException reason) {
    tell(() -> ended.tryFail(reason));
  }

  private static void tell(Runnable answer) {
    try {
      answer.run();
    } catch (RejectedExecutionException e) {
      // Whoever asked has closed its Vert.x meanwhile, so there is nobody to tell.
    }
  }

  /** True if it was told already what became of it, and is not to be written. */
  boolean hasEnded() {
    return ended.future().isComplete();
  }

  /** The new revision; completes on the writer's thread. */
  Future<String> ended() {
    return ended.future();
  }

  /** The document as it is then stored. */
  Document document(String newRev) {
    if (content == null) {
      throw new IllegalStateException("a deletion leaves no document");
    }
    return new Document(id, newRev, content.body);
  }
}
