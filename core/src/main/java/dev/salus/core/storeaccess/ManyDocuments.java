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

  /**
   * The same of what may be large, for any number of callers at once: a little is read without
   * asking, the rest in turns, with as much memory as {@code memory} has for it.
   *
   * @param owner in whose turns
   */
  public static <T> Future<List<T>> inTurns(
      ReadMemory memory,
      String owner,
      DocumentStore store,
      String collection,
      List<String> ids,
      Function<Optional<Document>, T> keep) {
    List<T> kept = new ArrayList<>(ids.size());
    Portions portions =
        (left, bound) ->
            store
                .getMany(collection, left.subList(0, Math.min(left.size(), Query.MAX_LIMIT)), bound)
                .map(found -> add(found, keep, kept));
    return (ids.isEmpty() ? Future.succeededFuture(0) : portions.read(ids, memory.small()))
        .compose(
            looked -> rest(memory, owner, portions, ids.subList(looked, ids.size()), memory.few()))
        .map(done -> kept);
  }

  /** Reads as many of the first of some ids as a bound permits, and says how many. */
  private interface Portions {
    Future<Integer> read(List<String> left, ReadBound bound);
  }

  private static Future<Void> rest(
      ReadMemory memory, String owner, Portions portions, List<String> left, ReadBound bound) {
    if (left.isEmpty()) {
      return Future.succeededFuture();
    }
    return memory
        .during(owner, bound, () -> portions.read(left, bound))
        .compose(
            looked ->
                rest(
                    memory,
                    owner,
                    portions,
                    left.subList(looked, left.size()),
                    looked == 0 ? memory.large() : memory.few()));
  }
}
