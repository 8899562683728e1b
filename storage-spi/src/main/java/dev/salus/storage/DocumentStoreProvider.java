package dev.salus.storage;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A store plugin, found by {@link java.util.ServiceLoader} and chosen by its name. */
public interface DocumentStoreProvider {

  /** The name by which configuration chooses this store, lower-case; for example {@code memory}. */
  String name();

  /**
   * Looks at settings without opening anything, for whoever wants to know whether they are right.
   *
   * @param options as for {@link #open}
   * @throws IllegalArgumentException as {@link #open} fails with it for what is unknown or unusable
   */
  default void check(JsonObject options) {}

  /**
   * Opens the store with every declared collection and index ready to be used.
   *
   * @param options the plugin's own settings, numbers and flags also as the text of one, which is
   *     what a command line has; an unknown or unusable one fails the future with {@link
   *     IllegalArgumentException} naming it, with {@link StoreOptionException} if it is one
   * @param collections all that the application will use, each name once; others that the store
   *     holds are left alone
   * @return the store; fails with {@link StoreException.StoreUnavailable} if it cannot be reached
   */
  Future<DocumentStore> open(Vertx vertx, JsonObject options, List<CollectionSpec> collections);

  /**
   * Opens the store as {@link #open(Vertx, JsonObject, List)} does, and tells meanwhile what it
   * waits for. That may take hours, where an index is built over what is stored already.
   *
   * @param waiting is told, for people and without secrets, what the opening waits for and how far
   *     that is; again from time to time, on any thread. A store that is never waited for tells
   *     nothing.
   */
  default Future<DocumentStore> open(
      Vertx vertx, JsonObject options, List<CollectionSpec> collections, Consumer<String> waiting) {
    return open(vertx, options, collections);
  }

  /**
   * Lists what was written in two places between which the store's engine replicates. Nothing
   * resolves such a conflict but people: each of its revisions was acknowledged to somebody. An
   * engine that does not replicate has none, which is what this method says unless it is
   * overridden.
   *
   * @param options as for {@link #open}
   * @param collections the names of the collections in which to look
   * @param limit the most documents to list of each collection, at least 1; all are counted
   * @return the report, in the order of the collections and of their ids; fails as {@link #open}
   */
  default Future<ConflictReport> conflicts(
      Vertx vertx, JsonObject options, List<String> collections, int limit) {
    return Future.succeededFuture(new ConflictReport(0, List.of()));
  }

  /**
   * Copies everything that the store holds, as it is at one moment, into a file, while the store is
   * used by this process or another one. The file is there when it is whole and checked, and not
   * before. A store that is no file of its own is copied by the tools of its engine.
   *
   * @param options as for {@link #open}
   * @param file where to; it must not be there
   * @param progress is told, for people, how far it is, on any thread
   * @return fails with {@link StoreException.StoreUnavailable} if there is no such store, or it or
   *     the file cannot be used, and with {@link IllegalStateException} if this plugin makes no
   *     such copies
   */
  default Future<Void> backup(
      Vertx vertx, JsonObject options, Path file, Consumer<String> progress) {
    return Future.failedFuture(noCopies());
  }

  /**
   * Makes a store of what {@link #backup} has copied.
   *
   * @param options as for {@link #open}; there must be no data yet where they say
   * @return fails as {@link #backup}, also if there is data, or the file is no such copy; then
   *     nothing is made
   */
  default Future<Void> restore(
      Vertx vertx, JsonObject options, Path file, Consumer<String> progress) {
    return Future.failedFuture(noCopies());
  }

  private IllegalStateException noCopies() {
    return new IllegalStateException(
        "the " + name() + " store makes no such copies; docs/operations.md says what it has");
  }
}
