package dev.salus.core.entities;

import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentText;
import dev.salus.storage.ReadBound;
import dev.salus.storage.StoreException.LargerThanBound;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads of entities, which are tried with little memory, and again in a turn of their own where
 * that does not do: most are small, and an entity may have 8 MiB.
 */
final class LargeReads {

  private LargeReads() {}

  /**
   * Does something with what is stored under an id, while there is memory for it.
   *
   * @param owner in whose turn
   * @param then its future ends when the document is not needed any more
   */
  static <T extends @Nullable Object> Future<T> one(
      DocumentStore store,
      ReadMemory memory,
      String owner,
      String id,
      Function<Optional<Document>, Future<T>> then) {
    return store
        .getMany(EntityDocument.COLLECTION, List.of(id), memory.small())
        .compose(
            found ->
                found.isWhole()
                    ? then.apply(found.documents().get(0))
                    : memory.during(
                        owner,
                        memory.large(),
                        () -> store.get(EntityDocument.COLLECTION, id).compose(then)));
  }

  /** What is stored under an id as text. */
  static Future<Optional<DocumentText>> text(
      DocumentStore store, ReadMemory memory, String owner, String id) {
    return store
        .getText(EntityDocument.COLLECTION, id, memory.small())
        .recover(
            failure ->
                ifLarger(
                    failure,
                    () ->
                        memory.during(
                            owner,
                            memory.large(),
                            () -> store.getText(EntityDocument.COLLECTION, id, memory.large()))));
  }

  /**
   * Reads several entities.
   *
   * @param reading is called with a bound that it never exceeds, and gives empty if that does not
   *     do; then with one that permits a part of what is wanted
   */
  static <T> Future<T> several(
      ReadMemory memory, String owner, Function<ReadBound, Future<Optional<T>>> reading) {
    return attempt(memory, owner, memory.few(), reading)
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(
                        () ->
                            attempt(memory, owner, memory.large(), reading)
                                .map(Optional::orElseThrow)));
  }

  private static <T> Future<Optional<T>> attempt(
      ReadMemory memory,
      String owner,
      ReadBound bound,
      Function<ReadBound, Future<Optional<T>>> reading) {
    return memory
        .during(owner, bound, () -> reading.apply(bound))
        .recover(failure -> ifLarger(failure, () -> Future.succeededFuture(Optional.<T>empty())));
  }

  /** Something else, if a failure says that there was more to read; else that failure. */
  static <T> Future<T> ifLarger(Throwable failure, Supplier<Future<T>> then) {
    return failure instanceof LargerThanBound ? then.get() : Future.failedFuture(failure);
  }
}
