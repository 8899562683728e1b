package dev.salus.core.quota;

import dev.salus.core.storeaccess.ManyDocuments;
import dev.salus.core.storeaccess.OptimisticUpdate;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.PutResult;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows of all owners; each changes by compare-and-set at its revision. */
record ByteRows(DocumentStore store, String collection) {

  Future<ByteRow> of(String owner) {
    return store.get(collection, owner).map(found -> ByteRow.of(owner, found));
  }

  Future<Void> put(ByteRow row) {
    return store.put(collection, row.toDocument()).mapEmpty();
  }

  /**
   * Takes bytes off the rows of many owners, again for those where somebody was faster, a bounded
   * number of times.
   *
   * @param bytes by owner, at most 1 000 of them
   */
  Future<Void> minus(Map<String, Long> bytes) {
    return minus(bytes, OptimisticUpdate.MAX_ATTEMPTS);
  }

  private Future<Void> minus(Map<String, Long> bytes, int attempts) {
    if (bytes.isEmpty() || attempts == 0) {
      return Future.succeededFuture();
    }
    List<String> owners = List.copyOf(bytes.keySet());
    return ManyDocuments.each(store, collection, owners, found -> found)
        .map(found -> less(owners, found, bytes))
        .compose(
            rows ->
                store
                    .putMany(collection, rows)
                    .compose(results -> minus(outrun(rows, results, bytes), attempts - 1)));
  }

  private static List<Document> less(
      List<String> owners, List<Optional<Document>> found, Map<String, Long> bytes) {
    return IntStream.range(0, owners.size())
        .filter(i -> found.get(i).isPresent())
        .mapToObj(i -> ByteRow.of(owners.get(i), found.get(i)))
        .map(row -> row.plus(-bytes.getOrDefault(row.owner(), 0L)))
        .map(ByteRow::toDocument)
        .toList();
  }

  private static Map<String, Long> outrun(
      List<Document> rows, List<PutResult> results, Map<String, Long> bytes) {
    Map<String, Long> outrun = new LinkedHashMap<>(bytes);
    outrun
        .keySet()
        .retainAll(
            IntStream.range(0, rows.size())
                .filter(i -> isOutrun(results.get(i)))
                .mapToObj(i -> rows.get(i).id())
                .collect(Collectors.toSet()));
    return outrun;
  }

  private static boolean isOutrun(PutResult result) {
    return result instanceof PutResult.Refused refused
        && refused.reason() instanceof RevisionConflict;
  }
}
