package dev.salus.storage.sqlite;

import dev.salus.storage.StoreException;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * The one thread that writes. What came while it wrote goes into the next transaction together, so
 * that many writers share a flush; each has its own result. If a transaction fails, each of its
 * changes is tried alone, so that none fails for another.
 */
final class GroupWriter {

  /** Enough to share a flush, and few enough that readers see them soon. */
  private static final int MOST_CHANGES = 1_000;

  private static final long MOST_BYTES = 16_000_000;

  /** Changes that came with one call; none are the sign to end. */
  private final BlockingQueue<List<PendingChange>> queue = new LinkedBlockingQueue<>();

  /** What the thread works on; made before, since there may be no memory for it later. */
  private final List<List<PendingChange>> taken = new ArrayList<>(MOST_CHANGES);

  private final LongAdder commits = new LongAdder();
  private final LongAdder committed = new LongAdder();
  private final SqlConnection connection;
  private final CompareAndSet writes;
  private final Runnable held;
  private final WriteAheadLog log;
  private final SqliteFailures failures;
  private final Promise<Void> ended = Promise.promise();
  private final Thread thread;
  private final Thread.UncaughtExceptionHandler handler;

  /**
   * @param held fails when the database is not this process's alone any more
   * @param handler hears of errors, such as that memory ran out
   */
  GroupWriter(
      String name,
      SqlConnection connection,
      Runnable held,
      WriteAheadLog log,
      SqliteFailures failures,
      Thread.UncaughtExceptionHandler handler) {
    this.connection = connection;
    this.writes = new CompareAndSet(connection);
    this.held = held;
    this.log = log;
    this.failures = failures;
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
    this.handler = handler;
  }

  void start() {
    thread.start();
  }

  /** Changes of one call; each is told what became of it. */
  void add(List<PendingChange> changes) {
    if (!changes.isEmpty()) {
      queue.add(changes);
    }
  }

  /** Transactions that were committed. */
  long commits() {
    return commits.sum();
  }

  /** Changes that were in them. */
  long committedChanges() {
    return committed.sum();
  }

  /** Ends the thread after what it was given before, and closes its connection. */
  Future<Void> close() {
    queue.add(List.of());
    return ended.future();
  }

  private void run() {
    boolean more = true;
    while (more) {
      try {
        more = takeWaiting();
        write(taken.stream().flatMap(List::stream).toList());
      } catch (Throwable failure) {
        failAll(failure);
      }
      taken.clear();
    }
    end();
  }

  /** Waits for changes and takes those that are there; false if there will be no more. */
  private boolean takeWaiting() {
    List<PendingChange> next = take();
    int changes = 0;
    long bytes = 0;
    while (next != null && !next.isEmpty()) {
      taken.add(next);
      changes += next.size();
      bytes += next.stream().mapToLong(PendingChange::bytes).sum();
      next = changes < MOST_CHANGES && bytes < MOST_BYTES ? queue.poll() : null;
    }
    return next == null;
  }

  /** Nobody ends this thread by interrupting it: what waits here was promised an answer. */
  private List<PendingChange> take() {
    while (true) {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        // Asked again: the flag is clear now.
      }
    }
  }

  private void write(List<PendingChange> batch) {
    if (batch.isEmpty()) {
      return;
    }
    Map<PendingChange, Object> results;
    try {
      results = commit(batch);
    } catch (SQLException | RuntimeException e) {
      if (batch.size() > 1 && SqliteFailures.mayBeOfOneChange(e)) {
        batch.forEach(change -> write(List.of(change)));
      } else {
        StoreException told = failures.ofWrite(e);
        batch.forEach(change -> change.fail(told));
      }
      return;
    }
    answer(results);
  }

  /** What became of each: its revision, or why it was refused. */
  private Map<PendingChange, Object> commit(List<PendingChange> batch) throws SQLException {
    Map<PendingChange, Object> results = new LinkedHashMap<>();
    boolean done = false;
    try {
      SqlTransaction.run(
          connection,
          () -> {
            held.run();
            for (PendingChange change : batch) {
              results.put(change, attempt(change));
            }
          });
      done = true;
      commits.increment();
      committed.add(batch.size());
      return results;
    } finally {
      collections(batch).forEach(done ? SqliteCollection::committed : SqliteCollection::undone);
    }
  }

  private Object attempt(PendingChange change) throws SQLException {
    try {
      return writes.apply(change);
    } catch (RevisionConflict conflict) {
      return conflict;
    }
  }

  private void answer(Map<PendingChange, Object> results) {
    if (results.values().stream().anyMatch(String.class::isInstance)) {
      failures.written();
    }
    results.forEach(
        (change, result) -> {
          if (result instanceof StoreException refused) {
            change.fail(refused);
          } else {
            change.complete((String) result);
          }
        });
    collections(results.keySet()).forEach(SqliteCollection::wakeSubscribers);
    log.keepSmall(connection);
  }

  private static Set<SqliteCollection> collections(Iterable<PendingChange> changes) {
    Set<SqliteCollection> touched = new LinkedHashSet<>();
    changes.forEach(change -> touched.add(change.collection()));
    return touched;
  }

  /**
   * Whatever it was, an error such as that memory ran out too, this thread goes on, and those whom
   * it has not answered are. An error is everybody's: whoever looks after such hears of it.
   */
  private void failAll(Throwable failure) {
    StoreException told = failures.ofWrite(failure);
    taken.forEach(changes -> changes.forEach(change -> change.fail(told)));
    if (failure instanceof Error) {
      handler.uncaughtException(thread, failure);
    }
  }

  private void end() {
    try {
      log.empty(connection);
      connection.close();
      ended.complete();
    } catch (SQLException e) {
      ended.fail(failures.of(e));
    }
  }
}
