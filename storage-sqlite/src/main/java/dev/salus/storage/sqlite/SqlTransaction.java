package dev.salus.storage.sqlite;

import java.sql.SQLException;

/** Runs steps that happen all or not at all, and are on the disk when it returns. */
final class SqlTransaction {

  /** Some statements. */
  interface Step {
    void run() throws SQLException;
  }

  /** Some statements that come to something. */
  interface Giving<T> {
    T run() throws SQLException;
  }

  private SqlTransaction() {}

  static void run(SqlConnection connection, Step step) throws SQLException {
    get(
        connection,
        () -> {
          step.run();
          return true;
        });
  }

  /** What the steps come to; whatever they throw, an {@link Error} too, undoes all of them. */
  static <T> T get(SqlConnection connection, Giving<T> step) throws SQLException {
    // The lock for writing from the start: to ask for it later may fail.
    connection.update("BEGIN IMMEDIATE");
    boolean done = false;
    try {
      T result = step.run();
      connection.update("COMMIT");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollBack(connection);
      }
    }
  }

  private static void rollBack(SqlConnection connection) {
    try {
      connection.update("ROLLBACK");
    } catch (SQLException rolledBackAlready) {
      // SQLite does so itself at some errors, such as a full disk; then there is nothing to undo.
    }
  }
}
