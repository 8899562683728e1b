package dev.salus.app.store;

import dev.salus.core.SalusHost;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/** Moves all collections of a server from one store to another, one after the other. */
final class StoreMove {

  private final DocumentStore from;
  private final DocumentStore to;
  private final Consumer<String> progress;

  /**
   * @param progress is told, for people, how far it is, on any thread
   */
  StoreMove(DocumentStore from, DocumentStore to, Consumer<String> progress) {
    this.from = from;
    this.to = to;
    this.progress = progress;
  }

  /**
   * Whether both stores hold the same afterwards.
   *
   * <p>Fails with {@link IllegalStateException} and nothing written if the store to move to holds
   * what the other one does not: two installations are not to be mixed. Fails with the {@link
   * dev.salus.storage.StoreException} of the first write or reading that failed. Moving goes on
   * from there the next time.
   */
  Future<Boolean> all() {
    List<String> names = SalusHost.collections().stream().map(CollectionSpec::name).toList();
    Future<Boolean> equal = refuseOthers(names).map(none -> true);
    for (String name : names) {
      equal = equal.compose(before -> one(name).map(after -> before && after));
    }
    return equal;
  }

  private Future<Void> refuseOthers(List<String> names) {
    Future<Void> looked = Future.succeededFuture();
    for (String name : names) {
      looked = looked.compose(before -> refuseOthers(name));
    }
    return looked;
  }

  private Future<Void> refuseOthers(String name) {
    return new CollectionComparison(name, to, from).run().compose(this::refuseIfOthers);
  }

  private Future<Void> refuseIfOthers(CollectionComparison.Report there) {
    return there.differing() == 0
        ? Future.succeededFuture()
        : Future.failedFuture(
            new IllegalStateException(
                "the store to move to has data of its own, "
                    + there.differing()
                    + " of its "
                    + there.from()
                    + " documents of "
                    + there.collection()
                    + " are not in the one to move from, or otherwise; move into an empty one."
                    + " Nothing was written"));
  }

  private Future<Boolean> one(String name) {
    return new CollectionMove(name, from, to, progress)
        .run()
        .compose(moved -> new CollectionComparison(name, from, to).run())
        .onSuccess(report -> progress.accept(report.line()))
        .map(CollectionComparison.Report::isEqual);
  }
}
