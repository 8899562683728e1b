package dev.salus.storage.sqlite;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what waits for the store, from every thread. What does not fit is refused at once: a
 * caller that hears so can slow down, a queue that grows cannot. A call that is alone is let in
 * whatever its size.
 */
final class SqliteLimits {

  private final long mostDocuments;
  private final long mostBytes;
  private final AtomicLong documents = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  SqliteLimits(SqliteOptions options) {
    this.mostDocuments = options.maxPendingDocuments();
    this.mostBytes = options.maxPendingBytes();
  }

  /** False if there is no room for a call with so many documents; else it must leave. */
  boolean enter(int more) {
    return take(documents, more, mostDocuments);
  }

  void leave(int fewer) {
    documents.addAndGet(-fewer);
  }

  /** False if there is no room for so many bytes to be written; else they must be released. */
  boolean hold(long more) {
    return take(bytes, more, mostBytes);
  }

  void release(long fewer) {
    bytes.addAndGet(-fewer);
  }

  /** Documents of calls that have no answer yet. */
  long documents() {
    return documents.get();
  }

  /** Bytes that wait to be written. */
  long bytes() {
    return bytes.get();
  }

  private static boolean take(AtomicLong taken, long more, long most) {
    long now = taken.addAndGet(more);
    if (now > most && now != more) {
      taken.addAndGet(-more);
      return false;
    }
    return true;
  }
}
