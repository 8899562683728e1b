package dev.salus.storage.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.DecodeException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Connections that read, each used by one of as many worker threads at a time. */
final class ReaderPool {

  /** Reads from the database. */
  interface Reading<T> {
    T read(SqlConnection connection) throws SQLException;
  }

  private final WorkerExecutor workers;
  private final SqliteFailures failures;
  private final BlockingQueue<SqlConnection> idle;
  private final int size;

  /**
   * @param workers as many threads as there are connections, so that none waits for long
   */
  ReaderPool(WorkerExecutor workers, SqliteFailures failures, List<SqlConnection> connections) {
    this.workers = workers;
    this.failures = failures;
    this.size = connections.size();
    this.idle = new ArrayBlockingQueue<>(size, false, connections);
  }

  static WorkerExecutor workers(Vertx vertx, String name, int readers) {
    return vertx.createSharedWorkerExecutor(name, readers);
  }

  /** What is read; completes on the caller's context. */
  <T> Future<T> read(Reading<T> reading) {
    return workers.executeBlocking(() -> readNow(reading), false);
  }

  private <T> T readNow(Reading<T> reading) throws InterruptedException {
    SqlConnection connection = idle.take();
    try {
      return reading.read(connection);
    } catch (SQLException | DecodeException e) {
      throw failures.of(e);
    } finally {
      idle.add(connection);
    }
  }

  /** Closes the connections when the last reading has ended. */
  Future<Void> close() {
    return workers.executeBlocking(this::closeAll, false);
  }

  private Void closeAll() throws InterruptedException, SQLException {
    List<SqlConnection> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(idle.take());
    }
    for (SqlConnection connection : all) {
      connection.close();
    }
    return null;
  }
}
