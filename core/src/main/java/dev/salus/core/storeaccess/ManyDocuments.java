package dev.salus.core.storeaccess;

import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.FoundDocuments;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads any number of documents by id, some at a time, and keeps of each only what its reader
 * wants: all of them together may be larger than the heap.
 */
public final class ManyDocuments {

  /** How much is read at once. */
  static final ReadBound AT_ONCE = ReadBound.about(4 << 20);

  private ManyDocuments() {}

  /**
   * What is kept of each document, in the order of the ids.
   *
   * @param keep is given each document, empty where there is none
   */
  public static <T> Future<List<T>> each(
      DocumentStore store,
      String collection,
      List<String> ids,
      Function<Optional<Document>, T> keep) {
    return more(store, collection, ids, keep, new ArrayList<>(ids.size()));
  }

  private static <T> Future<List<T>> more(
      DocumentStore store,
      String collection,
      List<String> ids,
      Function<Optional<Document>, T> keep,
      List<T> kept) {
    if (ids.isEmpty()) {
      return Future.succeededFuture(kept);
    }
    List<String> next = ids.subList(0, Math.min(ids.size(), Query.MAX_LIMIT));
    return store
        .getMany(collection, next, AT_ONCE)
        .map(found -> add(found, keep, kept))
        .compose(looked -> more(store, collection, ids.subList(looked, ids.size()), keep, kept));
  }

  private static <T> int add(
      FoundDocuments found, Function<Optional<Document>, T> keep, List<T> kept) {
    found.documents().forEach(document -> kept.add(keep.apply(document)));
    return found.documents().size();
  }
}
