package dev.salus.storage.sqlite;

import dev.salus.storage.StoreException.RevisionConflict;
import dev.salus.storage.support.Revision;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one document, if it is at the revision that the writer had read, within the transaction
 * that is open: the document, its index entries and its place in the history.
 */
final class CompareAndSet {

  private final SqlConnection connection;

  CompareAndSet(SqlConnection connection) {
    this.connection = connection;
  }

  /**
   * The new revision; an empty text for a deletion.
   *
   * <p>Throws {@link RevisionConflict} with nothing written.
   */
  String apply(PendingChange change) throws SQLException {
    PendingChange.Content content = change.content();
    return change.rev() == null && content != null && isAdded(change, content)
        ? Revision.of(1, content.hash())
        : replace(change);
  }

  /**
   * Adds a document whose id was never used, which is not looked up for that; false if it was, with
   * nothing written.
   */
  private boolean isAdded(PendingChange change, PendingChange.Content content) throws SQLException {
    CollectionTable table = change.collection().table();
    long sequence = change.collection().nextSequence();
    int added =
        connection.update(
            table.insertNew(), 1L, content.hash(), sequence, content.json(), change.id());
    if (added == 0) {
      change.collection().notUsed(sequence);
      return false;
    }
    replaceEntries(table, change, null);
    return true;
  }

  private String replace(PendingChange change) throws SQLException {
    CollectionTable table = change.collection().table();
    CollectionTable.@Nullable Row stored =
        connection.first(table.lookUp(), CollectionTable::row, change.id()).orElse(null);
    String actual = stored == null ? null : stored.rev();
    boolean isDeletion = change.content() == null;
    if (stored == null || !Objects.equals(change.rev(), actual) || (isDeletion && actual == null)) {
      throw new RevisionConflict(change.id(), change.rev(), actual);
    }
    long generation = stored.generation() + 1;
    write(table, change, stored, generation);
    replaceEntries(table, change, stored);
    PendingChange.Content content = change.content();
    return content == null ? "" : Revision.of(generation, content.hash());
  }

  private void write(
      CollectionTable table, PendingChange change, CollectionTable.Row stored, long generation)
      throws SQLException {
    PendingChange.Content content = change.content();
    int written =
        connection.update(
            table.update(),
            generation,
            content == null ? null : content.hash(),
            change.collection().nextSequence(),
            content == null ? null : content.json(),
            change.id(),
            stored.generation(),
            stored.hash());
    if (written != 1) {
      throw new SQLException("a row that was there is not, within one transaction");
    }
  }

  private void replaceEntries(
      CollectionTable table, PendingChange change, CollectionTable.@Nullable Row stored)
      throws SQLException {
    List<IndexTable> indexes = table.indexes();
    if (indexes.isEmpty()) {
      return;
    }
    JsonObject old = stored == null ? null : stored.body();
    List<Set<List<Object>>> before = old == null ? none(indexes) : change.collection().keysOf(old);
    PendingChange.Content content = change.content();
    List<Set<List<Object>>> now = content == null ? none(indexes) : content.keys();
    for (int i = 0; i < indexes.size(); i++) {
      indexes.get(i).replace(connection, change.id(), before.get(i), now.get(i));
    }
  }

  private static List<Set<List<Object>>> none(List<IndexTable> indexes) {
    return Collections.nCopies(indexes.size(), Set.of());
  }
}
