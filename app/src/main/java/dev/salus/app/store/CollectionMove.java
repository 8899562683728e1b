package dev.salus.app.store;

import dev.salus.core.storeaccess.ManyDocuments;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.FoundDocuments;
import dev.salus.storage.PutResult;
import dev.salus.storage.StoreException.DocumentTooLarge;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Puts the documents of a collection into another store, those that are not there yet. */
final class CollectionMove {

  private static final int TELL_EACH = 1_000;

  private final String collection;
  private final DocumentStore from;
  private final DocumentStore to;
  private final Consumer<String> progress;
  private long seen;

  CollectionMove(
      String collection, DocumentStore from, DocumentStore to, Consumer<String> progress) {
    this.collection = collection;
    this.from = from;
    this.to = to;
    this.progress = progress;
  }

  /** Fails if one cannot be written, but for one that is there with another content. */
  Future<Void> run() {
    return CollectionPages.forEach(from, collection, this::move);
  }

  private Future<Void> move(List<String> ids) {
    return ManyDocuments.each(to, collection, ids, Optional::isPresent)
        .compose(there -> copy(missing(ids, there)))
        .onSuccess(moved -> tell(ids.size()));
  }

  private static List<String> missing(List<String> ids, List<Boolean> there) {
    return IntStream.range(0, ids.size()).filter(i -> !there.get(i)).mapToObj(ids::get).toList();
  }

  private Future<Void> copy(List<String> ids) {
    if (ids.isEmpty()) {
      return Future.succeededFuture();
    }
    return from.getMany(collection, ids, CollectionPages.BYTES_AT_ONCE)
        .compose(
            found ->
                to.putMany(collection, created(found))
                    .compose(this::firstFailure)
                    .compose(put -> copy(found.rest())));
  }

  private static List<Document> created(FoundDocuments found) {
    return found.documents().stream()
        .flatMap(Optional::stream)
        .map(document -> Document.create(document.id(), document.body()))
        .toList();
  }

  private Future<Void> firstFailure(List<PutResult> results) {
    for (PutResult result : results) {
      if (result instanceof PutResult.Refused refused) {
        return Future.failedFuture(explained(refused));
      }
    }
    return Future.succeededFuture();
  }

  private RuntimeException explained(PutResult.Refused refused) {
    return refused.reason() instanceof DocumentTooLarge tooLarge
        ? new IllegalStateException(
            "a document of "
                + collection
                + " is larger than the store takes that it is moved to: "
                + tooLarge.mostBytes()
                + " bytes; raise its limit and move again")
        : refused.reason();
  }

  private void tell(int more) {
    if (seen / TELL_EACH != (seen + more) / TELL_EACH) {
      progress.accept(collection + ": " + (seen + more) + " documents so far");
    }
    seen += more;
  }
}
