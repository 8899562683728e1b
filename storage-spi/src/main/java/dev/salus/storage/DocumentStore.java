package dev.salus.storage;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.List;
import java.util.Optional;

/**
 * Keeps JSON documents in named collections, with optimistic concurrency by revision.
 *
 * <p>An implementation MUST hold to the following, all of it tested by {@code StorageContract}:
 *
 * <ol>
 *   <li>A write is acknowledged only when it is as durable as the store can make it, and is then
 *       seen by every read that starts later, on every instance.
 *   <li>Of any number of concurrent writes that name one revision, exactly one succeeds; the others
 *       fail with {@link StoreException.RevisionConflict}. The comparison and the write are one
 *       step in the store itself.
 *   <li>A write happens whole or not at all.
 *   <li>Never block the calling thread. Futures complete on the caller's Vert.x context if it has
 *       one.
 *   <li>Bodies are copied at the border: changing one afterwards, on either side, changes nothing.
 *   <li>Ids and key values are data: none of them ever reaches the engine as syntax.
 *   <li>A page costs the page, not the collection.
 * </ol>
 *
 * <p>Every method may fail with {@link StoreException.StoreUnavailable}. A collection or index that
 * was not declared, a null argument, a number out of its limits, or a body that is not JSON is a
 * bug of the caller: {@link IllegalArgumentException} or {@link NullPointerException}, as a failed
 * future or thrown; then nothing was done. An id that no {@link Document} can have, and a revision
 * that no store gave out, are only ever wrong: no document has them. Thread-safe.
 */
public interface DocumentStore {

  /** The document, or empty if there is none (never was, or deleted). */
  Future<Optional<Document>> get(String collection, String id);

  /**
   * The same as {@link #get} as text, unless it is larger than the bound permits; then this fails
   * with {@link StoreException.LargerThanBound}: for a store that keeps text, nothing but a read.
   * What the text says is what {@link #get} would give; how it is written is the store's matter.
   */
  default Future<Optional<DocumentText>> getText(String collection, String id, ReadBound bound) {
    return get(collection, id)
        .map(found -> found.map(DocumentText::of).map(text -> text.within(bound)));
  }

  /**
   * The documents with these ids, in their order, empty where there is none: of as many of the
   * first ids as the bound permits.
   *
   * @param ids at most 1 000; an id may occur twice
   * @param bound how much is read at most; it is kept before a document is in memory where the
   *     engine tells sizes, else by taking in no more than that
   */
  Future<FoundDocuments> getMany(String collection, List<String> ids, ReadBound bound);

  /**
   * Creates a document that has no revision, or replaces the one at the revision it has.
   *
   * @return the document with its new revision, whose generation is one higher. A document that was
   *     deleted can be created again; its generation never goes back.
   *     <p>Fails with {@link StoreException.RevisionConflict} naming the stored revision, or with
   *     {@link StoreException.DocumentTooLarge} if the engine takes no document of that size.
   */
  Future<Document> put(String collection, Document document);

  /**
   * Puts each document as {@link #put} does, each on its own: one that is refused does not affect
   * the others.
   *
   * @param documents at most 1 000, each id once, else none of them is put
   * @return a result for each, in their order
   */
  Future<List<PutResult>> putMany(String collection, List<Document> documents);

  /**
   * Deletes the document at this revision.
   *
   * <p>Fails with {@link StoreException.RevisionConflict} if it is at another, or not there.
   */
  Future<Void> delete(String collection, String id, String rev);

  /**
   * A page of an index; it is shorter where documents are large ({@link Query#bound}), and then
   * tells its next one. Documents written while a caller pages through may be missed or seen; an
   * entry that was there all the time is seen exactly once, also if its document was written.
   *
   * <p>Fails with {@link StoreException.LargerThanBound} if the bound does not permit already the
   * first document. Fails with {@link StoreException.InvalidCursor}, or goes on inside the query's
   * own range: no cursor, whoever made it, ever shows an entry outside of it.
   */
  Future<Page> query(String collection, Query query);

  /**
   * What changed since a sequence.
   *
   * @param since {@link Change#sequence}, {@link ChangePage#next}, {@code "0"} for all, or {@code
   *     "now"} for none, to learn from {@link ChangePage#next} where the history stands; one that
   *     this store never gave out for the collection may fail with {@link
   *     IllegalArgumentException}, and one of other data, such as what was there before it was
   *     restored, does so or tells all
   * @param limit the most changes to return, 1 to 1 000
   */
  Future<ChangePage> changes(String collection, String since, int limit);

  /**
   * Delivers every change after {@code since} to the handler, in the order of {@link ChangePage}
   * and one at a time, until the subscription or the store is closed; a document that changes often
   * may be delivered once with its latest. Interruptions of the connection to the store are mended
   * without losing a change; a change may then come again. The handler runs on the caller's Vert.x
   * context, or on one of its own if there is none. A slow one holds up nobody else and takes no
   * memory that grows with what it has not seen yet; one that throws is called for the next change
   * all the same.
   *
   * @param since as for {@link #changes}; {@code "now"} for changes that come after this call's
   *     future completed
   */
  Future<ChangeSubscription> subscribe(String collection, String since, Handler<Change> handler);

  /**
   * What waits for the store, and what it has written; empty if nothing ever waits for it. Cheap,
   * and from any thread.
   */
  default Optional<StoreLoad> load() {
    return Optional.empty();
  }

  /**
   * Frees all resources and ends all subscriptions; idempotent. Calls after it fail with {@code
   * StoreUnavailable}.
   */
  Future<Void> close();
}
