package dev.salus.storage.couchdb;

import dev.salus.storage.couchdb.http.Unavailability;
import dev.salus.storage.couchdb.option.CouchDbOptions;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Bounds what waits for CouchDB, from every thread. What does not fit is refused at once: a caller
 * that hears so can slow down, a queue that grows cannot.
 */
final class WaitingLimit {

  private final long mostDocuments;
  private final long mostBytes;
  private final Unavailability unavailable;
  private final AtomicLong documents = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  WaitingLimit(CouchDbOptions.Limits limits, Unavailability unavailable) {
    this.mostDocuments = limits.maxPendingDocuments();
    this.mostBytes = limits.maxPendingBytes();
    this.unavailable = unavailable;
  }

  /**
   * Runs the call if there is room, and keeps the room taken until it has ended. A call that is
   * alone is let in whatever its size.
   */
  <T> Future<T> admit(int callDocuments, long callBytes, Supplier<Future<T>> call) {
    long documentsThen = documents.addAndGet(callDocuments);
    long bytesThen = bytes.addAndGet(callBytes);
    boolean alone = documentsThen == callDocuments;
    if (!alone && (documentsThen > mostDocuments || bytesThen > mostBytes)) {
      leave(callDocuments, callBytes);
      return Future.failedFuture(unavailable.because("too much is waiting for CouchDB"));
    }
    return call.get().onComplete(ended -> leave(callDocuments, callBytes));
  }

  /** Documents of calls that have no answer yet. */
  long documents() {
    return documents.get();
  }

  /** Bytes of documents that wait to be written. */
  long bytes() {
    return bytes.get();
  }

  private void leave(int callDocuments, long callBytes) {
    documents.addAndGet(-callDocuments);
    bytes.addAndGet(-callBytes);
  }
}
