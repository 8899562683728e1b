package dev.salus.app.store;

import dev.salus.core.storeaccess.ManyDocuments;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.FoundDocuments;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Reads a collection in two stores, counts and compares. */
final class CollectionComparison {

  private final String collection;
  private final DocumentStore from;
  private final DocumentStore to;
  private long inFrom;
  private long inTo;
  private long differing;

  CollectionComparison(String collection, DocumentStore from, DocumentStore to) {
    this.collection = collection;
    this.from = from;
    this.to = to;
  }

  /**
   * What was found.
   *
   * @param from documents in the one store
   * @param to documents in the other one
   * @param differing documents of the one that are not there in the other one, or otherwise
   */
  record Report(String collection, long from, long to, long differing) {

    boolean isEqual() {
      return from == to && differing == 0;
    }

    /** For people. */
    String line() {
      String counted =
          collection
              + ": "
              + from
              + (from == 1 ? " document, " : " documents, ")
              + to
              + " where they were moved to";
      return isEqual() ? counted + ", all equal" : counted + ", " + differing + " not equal";
    }
  }

  Future<Report> run() {
    return CollectionPages.forEach(from, collection, this::compare)
        .compose(done -> CollectionPages.forEach(to, collection, this::count))
        .map(done -> new Report(collection, inFrom, inTo, differing));
  }

  private Future<Void> compare(List<String> ids) {
    if (ids.isEmpty()) {
      return Future.succeededFuture();
    }
    return from.getMany(collection, ids, CollectionPages.BYTES_AT_ONCE)
        .compose(mine -> compare(ids, mine).compose(compared -> compare(mine.rest())));
  }

  private Future<Void> compare(List<String> ids, FoundDocuments mine) {
    List<String> same = ids.subList(0, mine.documents().size());
    return ManyDocuments.each(to, collection, same, found -> found)
        .map(
            theirs -> {
              compare(mine.documents(), theirs);
              return null;
            });
  }

  private void compare(List<Optional<Document>> mine, List<Optional<Document>> theirs) {
    for (int i = 0; i < mine.size(); i++) {
      inFrom++;
      if (!mine.get(i).map(Document::body).equals(theirs.get(i).map(Document::body))) {
        differing++;
      }
    }
  }

  private Future<Void> count(List<String> ids) {
    inTo += ids.size();
    return Future.succeededFuture();
  }
}
