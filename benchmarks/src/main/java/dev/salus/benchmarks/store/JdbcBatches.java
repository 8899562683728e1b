package dev.salus.benchmarks.store;

import dev.salus.storage.Document;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * The rows that the store writes for new documents, written by one thread that does nothing else:
 * so many in each transaction, with the same durability.
 */
final class JdbcBatches implements AutoCloseable {

  private static final String HASH = "0".repeat(32);

  private final Connection connection;
  private final PreparedStatement document;
  private final PreparedStatement entry;

  /**
   * @param file of a database that is not there yet
   */
  JdbcBatches(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    connection = config.createConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE d (id TEXT NOT NULL PRIMARY KEY, generation INTEGER NOT NULL, hash TEXT,"
              + " sequence INTEGER NOT NULL UNIQUE, body TEXT) STRICT");
      statement.execute(
          "CREATE TABLE i (k0 ANY NOT NULL, id TEXT NOT NULL, PRIMARY KEY (k0, id))"
              + " STRICT, WITHOUT ROWID");
    }
    connection.setAutoCommit(false);
    document = connection.prepareStatement("INSERT INTO d VALUES (?, 1, ?, ?, CAST(? AS TEXT))");
    entry = connection.prepareStatement("INSERT INTO i VALUES (?, ?)");
  }

  /** Rows a second. */
  double run(LongFunction<Document> documents, int atOnce, double seconds, AtomicLong numbers)
      throws SQLException {
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    long written = 0;
    while (System.nanoTime() < end) {
      for (int i = 0; i < atOnce; i++) {
        long number = numbers.incrementAndGet();
        insert(documents.apply(number), number);
      }
      connection.commit();
      written += atOnce;
    }
    return written / ((System.nanoTime() - begin) / 1e9);
  }

  private void insert(Document made, long number) throws SQLException {
    document.setString(1, made.id());
    document.setString(2, HASH);
    document.setLong(3, number);
    document.setBytes(4, made.body().toBuffer().getBytes());
    document.executeUpdate();
    entry.setLong(1, number);
    entry.setString(2, made.id());
    entry.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
