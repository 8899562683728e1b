package dev.salus.storage.sqlite;

import dev.salus.storage.StoreException.StoreUnavailable;
import dev.salus.storage.support.CountedHistory;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes the tables that a store needs. An index that is new, or declared differently, is filled
 * from the documents; one that is declared no more would not be kept up, so it goes.
 */
final class SqliteSchema {

  /** "Salu", by which {@code file} and others tell whose database it is. */
  static final int APPLICATION = 0x53616c75;

  private static final int VERSION = 1;

  /** Documents that are read, and whose entries are committed, at once. */
  private static final int FILL_AT_ONCE = 500;

  private static final String INDEXES =
      "CREATE TABLE IF NOT EXISTS salus_indexes (collection TEXT NOT NULL, name TEXT NOT NULL,"
          + " definition TEXT NOT NULL, filled INTEGER NOT NULL, PRIMARY KEY (collection, name))"
          + " STRICT, WITHOUT ROWID";

  /** What the numbers of changes belong to: a copy of a database goes on counting otherwise. */
  private static final String HISTORY =
      "CREATE TABLE IF NOT EXISTS salus_history (id TEXT NOT NULL) STRICT";

  private static final String NEW_ID = "lower(hex(randomblob(10)))";

  private final SqlConnection connection;
  private final Consumer<String> waiting;

  /**
   * @param waiting is told how far the filling of an index is
   */
  SqliteSchema(SqlConnection connection, Consumer<String> waiting) {
    this.connection = connection;
    this.waiting = waiting;
  }

  /**
   * Makes what is missing.
   *
   * <p>Fails with {@link StoreUnavailable} if the database is another application's, or of a later
   * version.
   */
  void make(List<CollectionTable> collections) throws SQLException {
    refuseOthers();
    SqlTransaction.run(
        connection,
        () -> {
          connection.execute("PRAGMA application_id = " + APPLICATION);
          connection.execute("PRAGMA user_version = " + VERSION);
          connection.execute(INDEXES);
          connection.execute(HISTORY);
          connection.execute(
              "INSERT INTO salus_history SELECT "
                  + NEW_ID
                  + " WHERE NOT EXISTS (SELECT 1 FROM salus_history)");
          for (CollectionTable collection : collections) {
            connection.execute(collection.create());
            declareIndexes(collection);
          }
        });
    for (CollectionTable collection : collections) {
      fillIndexes(collection);
    }
  }

  /** The history that a database has, whose tables were made. */
  static CountedHistory history(SqlConnection connection) throws SQLException {
    return connection
        .first("SELECT id FROM salus_history", row -> new CountedHistory(row.getString(1)))
        .orElseThrow(() -> new SQLException("the database has no history"));
  }

  /** Begins a history of its own for what is a copy: what was told of the other one's is over. */
  static void beginHistory(SqlConnection copy) throws SQLException {
    SqlTransaction.run(
        copy,
        () -> {
          copy.execute(HISTORY);
          copy.execute("DELETE FROM salus_history");
          copy.execute("INSERT INTO salus_history SELECT " + NEW_ID);
        });
  }

  /**
   * Fails with {@link StoreUnavailable} if the database is not one of Salus, or of a later version.
   */
  void refuseOthers() throws SQLException {
    long application = number("PRAGMA application_id");
    long version = number("PRAGMA user_version");
    if (application == APPLICATION && version <= VERSION) {
      return;
    }
    if (application == APPLICATION) {
      throw new StoreUnavailable(
          "the database was written by a later version of Salus (" + version + ")", 0, null);
    }
    if (application != 0 || number("SELECT count(*) FROM sqlite_schema") != 0) {
      throw new StoreUnavailable("the database is not one of Salus", 0, null);
    }
  }

  private void declareIndexes(CollectionTable collection) throws SQLException {
    Map<String, String> there = new HashMap<>();
    connection.select(
        "SELECT name, iif(filled, definition, '') FROM salus_indexes WHERE collection = ?",
        row -> there.put(row.getString(1), row.getString(2)),
        collection.name());
    for (IndexTable index : collection.indexes()) {
      if (!index.definition().equals(there.remove(index.name()))) {
        drop(collection.name(), index.name());
        connection.execute(index.create());
        connection.update(
            "INSERT INTO salus_indexes VALUES (?, ?, ?, 0)",
            collection.name(),
            index.name(),
            index.definition());
      }
    }
    for (String undeclared : there.keySet()) {
      drop(collection.name(), undeclared);
    }
  }

  private void drop(String collection, String index) throws SQLException {
    connection.execute("DROP TABLE IF EXISTS " + IndexTable.table(collection, index));
    connection.update(
        "DELETE FROM salus_indexes WHERE collection = ? AND name = ?", collection, index);
  }

  private void fillIndexes(CollectionTable collection) throws SQLException {
    for (IndexTable index : collection.indexes()) {
      boolean isEmpty =
          connection
              .first(
                  "SELECT 1 FROM salus_indexes WHERE collection = ? AND name = ? AND filled = 0",
                  row -> true,
                  collection.name(),
                  index.name())
              .orElse(false);
      if (isEmpty) {
        fill(collection, index);
      }
    }
  }

  private void fill(CollectionTable collection, IndexTable index) throws SQLException {
    long all = number("SELECT count(*) FROM " + collection.table());
    long done = 0;
    Optional<String> last = Optional.of("");
    while (last.isPresent()) {
      if (done > 0) {
        waiting.accept(
            "SQLite fills the index "
                + index.name()
                + " of "
                + collection.name()
                + ": "
                + done
                + " of "
                + all
                + " documents");
      }
      String after = last.get();
      last = SqlTransaction.get(connection, () -> fillAfter(collection, index, after));
      done += FILL_AT_ONCE;
    }
  }

  /** Adds entries of the documents after this id; tells the last one, if there may be more. */
  private Optional<String> fillAfter(CollectionTable collection, IndexTable index, String after)
      throws SQLException {
    List<String> filled =
        connection.select(
            "SELECT "
                + collection.columns()
                + " FROM "
                + collection.table()
                + " WHERE id > ? AND hash IS NOT NULL ORDER BY id LIMIT "
                + FILL_AT_ONCE,
            row -> {
              index.fill(connection, row.getString(1), CollectionTable.json(row.getBytes(4)));
              return row.getString(1);
            },
            after);
    if (filled.size() == FILL_AT_ONCE) {
      return Optional.of(filled.get(FILL_AT_ONCE - 1));
    }
    connection.update(
        "UPDATE salus_indexes SET filled = 1 WHERE collection = ? AND name = ?",
        collection.name(),
        index.name());
    return Optional.empty();
  }

  private long number(String sql) throws SQLException {
    return connection.first(sql, row -> row.getLong(1)).orElse(0L);
  }
}
