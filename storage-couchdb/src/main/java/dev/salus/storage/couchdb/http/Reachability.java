package dev.salus.storage.couchdb.http;

import dev.salus.storage.couchdb.http.RequestFailed.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log when CouchDB goes away and when it is back: one line each, however many requests
 * fail meanwhile. A request that is cut once and then answered is not worth a line, nor is one that
 * is slow while others are answered. Thread-safe.
 */
public final class Reachability {

  private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);

  private final String address;
  private final Duration patience;
  private final Clock clock;
  private @Nullable Instant lastAnswer;
  private @Nullable Instant awaySince;
  private boolean closed;

  /**
   * @param address where CouchDB is, without credentials
   * @param patience a request that waited in vain waited at least so long
   */
  public Reachability(String address, Duration patience, Clock clock) {
    this.address = address;
    this.patience = patience;
    this.clock = clock;
  }

  /** CouchDB answered a request, whatever it said. */
  synchronized void answered() {
    Instant now = clock.instant();
    Instant since = awaySince;
    lastAnswer = now;
    awaySince = null;
    if (since != null) {
      LOG.info(
          "CouchDB at {} answers again; it did not since {}, for {} s",
          address,
          since,
          Duration.between(since, now).toSeconds());
    }
  }

  /** A caller is about to hear that there was no answer, or that CouchDB failed, which is one. */
  synchronized void lost(RequestFailed failure) {
    Instant last = lastAnswer;
    boolean isAnAnswer = failure.kind() == Kind.FAILED || failure.kind() == Kind.TOO_LONG;
    if (closed || last == null || awaySince != null || isAnAnswer) {
      return;
    }
    Instant now = clock.instant();
    if (failure.isOfOneRequest() && last.plus(patience).isAfter(now)) {
      return;
    }
    awaySince = now;
    LOG.warn(
        "CouchDB at {} does not answer any more: {}; it last did at {}",
        address,
        Unreached.why(failure),
        last);
  }

  /** The connections are about to be ended: what fails from now on says nothing. */
  public synchronized void close() {
    closed = true;
  }
}
