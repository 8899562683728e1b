package dev.salus.core.quota;

import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * Takes bytes off the rows of many owners, once: who is outrun takes off nothing.
   *
   * @param bytes by owner, at most 1 000 of them
   */
  Future<Void> minus(Map<String, Long> bytes) {
    List<String> owners = List.copyOf(bytes.keySet());
    return store
        .getMany(collection, owners)
        .map(found -> less(owners, found, bytes))
        .compose(rows -> store.putMany(collection, rows))
        .mapEmpty();
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
}
