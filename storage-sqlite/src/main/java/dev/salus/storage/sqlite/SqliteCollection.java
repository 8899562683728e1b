package dev.salus.storage.sqlite;

import dev.salus.storage.Change;
import dev.salus.storage.ChangePage;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentText;
import dev.salus.storage.FoundDocuments;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import dev.salus.storage.support.CountedHistory;
import dev.salus.storage.support.JsonBytes;
import dev.salus.storage.support.Revision;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A collection: how it is read and prepared for, where its history ends, who listens to it. */
final class SqliteCollection {

  private final CollectionTable table;
  private final CountedHistory history;
  private final List<SqliteSubscription> subscriptions = new CopyOnWriteArrayList<>();

  /** The highest sequence that was given to a write; the writer's only, but for checks. */
  private final AtomicLong given = new AtomicLong();

  /** The highest of a write that is on the disk. */
  private volatile long committed;

  private SqliteCollection(CollectionTable table, CountedHistory history, long sequence) {
    this.table = table;
    this.history = history;
    this.given.set(sequence);
    this.committed = sequence;
  }

  /** The collection with its history as the database has it. */
  static SqliteCollection open(SqlConnection connection, CollectionTable table)
      throws SQLException {
    long sequence =
        connection
            .first("SELECT max(sequence) FROM " + table.table(), row -> row.getLong(1))
            .orElse(0L);
    return new SqliteCollection(table, SqliteSchema.history(connection), sequence);
  }

  CollectionTable table() {
    return table;
  }

  Optional<Document> get(SqlConnection connection, String id) throws SQLException {
    return CollectionTable.isUnicode(id)
        ? connection.first(table.get(), CollectionTable::document, id)
        : Optional.empty();
  }

  Optional<DocumentText> text(SqlConnection connection, String id, ReadBound bound)
      throws SQLException {
    return CollectionTable.isUnicode(id)
        ? connection.first(table.get(), row -> CollectionTable.text(row, bound), id)
        : Optional.empty();
  }

  /** The documents of the first of these ids; the size of each is looked at before it is read. */
  FoundDocuments getMany(SqlConnection connection, List<String> ids, ReadBound bound)
      throws SQLException {
    List<Optional<Document>> found = new ArrayList<>(ids.size());
    ReadBytes read = new ReadBytes(bound);
    for (String id : ids) {
      Optional<Optional<Document>> document =
          CollectionTable.isUnicode(id)
              ? connection.first(table.get(), row -> read.documentIfAdmitted(row), id)
              : Optional.empty();
      if (document.isPresent() && document.get().isEmpty()) {
        break;
      }
      found.add(document.flatMap(it -> it));
    }
    return FoundDocuments.of(found, ids);
  }

  Page query(SqlConnection connection, Query query) throws SQLException {
    IndexTable index = index(query.index());
    IndexRange range = IndexRange.of(query, index);
    return range.canHoldEntries()
        ? range.select(table, index, query).page(connection)
        : new Page(List.of(), null);
  }

  private IndexTable index(String name) {
    return table.indexes().stream()
        .filter(index -> index.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such index: " + name));
  }

  ChangePage changes(SqlConnection connection, String since, int limit) throws SQLException {
    if (since.equals("now")) {
      return new ChangePage(List.of(), position(since));
    }
    List<Change> items = changesAfter(connection, since, limit);
    return new ChangePage(items, items.isEmpty() ? since : items.get(items.size() - 1).sequence());
  }

  List<Change> changesAfter(SqlConnection connection, String since, int limit) throws SQLException {
    return connection.select(
        table.changes(),
        row ->
            new Change(
                history.sequence(row.getLong(1)),
                row.getString(2),
                revOf(row.getLong(3), row.getString(4))),
        history.number(since, given.get()),
        (long) limit);
  }

  private static @Nullable String revOf(long generation, @Nullable String hash) {
    return hash == null ? null : Revision.of(generation, hash);
  }

  /**
   * Where to begin.
   *
   * @param since a sequence, or {@code "now"}
   * @throws IllegalArgumentException if it is one that this collection has not given out
   */
  String position(String since) {
    return history.sequence(since.equals("now") ? committed : history.number(since, given.get()));
  }

  /**
   * What a put of this document stores.
   *
   * @throws IllegalArgumentException if the body is not JSON
   */
  PendingChange.Content content(@Nullable String rev, JsonObject body) {
    byte[] json = JsonBytes.of(body);
    // Reading it back makes it a copy of its own and plain JSON, whatever the caller put into it.
    JsonObject copy = CollectionTable.json(json);
    return new PendingChange.Content(json, copy, Revision.hash(rev, json), keysOf(copy));
  }

  /** The keys that a document with this body has in each index. */
  List<Set<List<Object>>> keysOf(JsonObject body) {
    return table.indexes().stream().map(index -> index.keysOf(body)).toList();
  }

  /** The writer's: the sequence of the next change. */
  long nextSequence() {
    return given.incrementAndGet();
  }

  /** The writer's: the last sequence that was given is not used. */
  void notUsed(long sequence) {
    given.compareAndSet(sequence, sequence - 1);
  }

  /** The writer's: what was given is on the disk. */
  void committed() {
    committed = given.get();
  }

  /** The writer's: what was given since the last commit is not used. */
  void undone() {
    given.set(committed);
  }

  void subscribe(SqliteSubscription subscription) {
    subscriptions.add(subscription);
    subscription.wake();
  }

  void unsubscribe(SqliteSubscription subscription) {
    subscriptions.remove(subscription);
  }

  /** Those that are running now. */
  List<SqliteSubscription> subscriptions() {
    return List.copyOf(subscriptions);
  }

  void wakeSubscribers() {
    subscriptions.forEach(SqliteSubscription::wake);
  }
}
