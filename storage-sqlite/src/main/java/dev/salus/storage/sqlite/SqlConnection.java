package dev.salus.storage.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConnection;

/** A connection with its prepared statements, for one thread at a time. */
final class SqlConnection implements AutoCloseable {

  /** More than the shapes of all queries that an application has; each is some kilobytes. */
  private static final int MOST_STATEMENTS = 200;

  private static final int CACHE_KIBIBYTES = 16 * 1024;

  /** Reads a row. */
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  private interface Use<T> {
    T on(PreparedStatement statement) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);

  private SqlConnection(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens a connection such that a commit returns when the disk has it.
   *
   * @param file the database; an empty file is an empty one
   */
  static SqlConnection open(Path file, int busyTimeoutMs) throws SQLException {
    SQLiteConfig config = config(busyTimeoutMs);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    SqlConnection opened = new SqlConnection(config.createConnection("jdbc:sqlite:" + file));
    // Where a flush leaves data in the drive's own cache (macOS), this is what reaches the disk.
    opened.execute("PRAGMA fullfsync = 1");
    opened.execute("PRAGMA checkpoint_fullfsync = 1");
    return opened;
  }

  /**
   * Opens a database that is only read: neither is it changed, nor anything made beside it, unless
   * there is a log of it there, which has to be read with it.
   */
  static SqlConnection openToRead(Path file, int busyTimeoutMs) throws SQLException {
    SQLiteConfig config = config(busyTimeoutMs);
    config.setReadOnly(true);
    String immutable = new FilesBeside(file).hasLog() ? "" : "?immutable=1";
    return new SqlConnection(
        config.createConnection("jdbc:sqlite:file:" + file.toUri().getRawPath() + immutable));
  }

  private static SQLiteConfig config(int busyTimeoutMs) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(busyTimeoutMs);
    config.setCacheSize(-CACHE_KIBIBYTES);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config;
  }

  /** The driver's own connection. */
  SQLiteConnection driver() throws SQLException {
    return connection.unwrap(SQLiteConnection.class);
  }

  /** Runs a statement that is not needed again. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a statement and tells how many rows it changed. */
  int update(String sql, @Nullable Object... values) throws SQLException {
    return use(sql, values, PreparedStatement::executeUpdate);
  }

  /** All rows; none of them stays open, since an open one keeps the log from beginning anew. */
  <T> List<T> select(String sql, RowMapper<T> mapper, @Nullable Object... values)
      throws SQLException {
    return use(
        sql,
        values,
        statement -> {
          List<T> rows = new ArrayList<>();
          try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
              rows.add(mapper.map(found));
            }
          }
          return rows;
        });
  }

  /**
   * What was read of the rows.
   *
   * @param isMore whether there are others
   */
  record Rows<T>(List<T> read, boolean isMore) {}

  /** Says whether a row is not to be read any more. */
  interface Enough<T> {
    boolean test(List<T> read, ResultSet next) throws SQLException;
  }

  /** Rows until there are enough, which is asked before each is read: they may be large. */
  <T> Rows<T> selectUntil(
      Enough<T> enough, String sql, RowMapper<T> mapper, @Nullable Object... values)
      throws SQLException {
    return use(
        sql,
        values,
        statement -> {
          List<T> rows = new ArrayList<>();
          try (ResultSet found = statement.executeQuery()) {
            boolean isMore = found.next();
            while (isMore && !enough.test(rows, found)) {
              rows.add(mapper.map(found));
              isMore = found.next();
            }
            return new Rows<>(rows, isMore);
          }
        });
  }

  /** The only row, or empty if there is none. */
  <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... values)
      throws SQLException {
    return use(
        sql,
        values,
        statement -> {
          try (ResultSet found = statement.executeQuery()) {
            return found.next() ? Optional.of(mapper.map(found)) : Optional.empty();
          }
        });
  }

  /** Runs a statement that is remembered, unless it fails: the driver may then have ended it. */
  private <T> T use(String sql, @Nullable Object[] values, Use<T> use) throws SQLException {
    PreparedStatement statement = bound(sql, values);
    boolean done = false;
    try {
      T result = use.on(statement);
      done = true;
      return result;
    } finally {
      if (done) {
        // What was bound may be megabytes, and would stay until the statement's next use.
        statement.clearParameters();
      } else {
        statements.remove(sql);
        statement.close();
      }
    }
  }

  private PreparedStatement bound(String sql, @Nullable Object[] values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
      closeEldest();
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private void closeEldest() throws SQLException {
    if (statements.size() > MOST_STATEMENTS) {
      Map.Entry<String, PreparedStatement> eldest = statements.entrySet().iterator().next();
      statements.remove(eldest.getKey());
      eldest.getValue().close();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
