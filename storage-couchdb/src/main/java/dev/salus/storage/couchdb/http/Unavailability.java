package dev.salus.storage.couchdb.http;

import dev.salus.storage.StoreException.StoreUnavailable;

/**
 * Makes the failures that callers get when CouchDB did not answer as it should.
 *
 * @param retryAfterMs the hint in each, milliseconds
 * @param reachability is told of what got no answer
 */
public record Unavailability(long retryAfterMs, Reachability reachability) {

  /** For a reason without a cause of its own. */
  public StoreUnavailable because(String message) {
    return new StoreUnavailable(message, retryAfterMs, null);
  }

  /** For a reason that is better known than by its cause. */
  public StoreUnavailable because(String message, Throwable cause) {
    return new StoreUnavailable(message, retryAfterMs, cause);
  }

  /** For an answer that is no success. */
  public StoreUnavailable because(Reply reply) {
    return because(
        switch (reply.status()) {
          case 401, 403 -> reply.withReason("CouchDB refused the credentials");
          case 404 -> "the database or an index of it is gone from CouchDB";
          default -> reply.withReason("CouchDB answered with status " + reply.status());
        });
  }

  /** For whatever kept a request from its answer; a failure that is typed already stays. */
  public StoreUnavailable because(Throwable failure) {
    if (failure instanceof StoreUnavailable typed) {
      return typed;
    }
    if (!(failure instanceof RequestFailed request)) {
      return new StoreUnavailable("CouchDB failed", retryAfterMs, failure);
    }
    reachability.lost(request);
    return request.getCause() instanceof StoreUnavailable known
        ? known
        : new StoreUnavailable(message(request.kind()), retryAfterMs, failure);
  }

  private static String message(RequestFailed.Kind kind) {
    return switch (kind) {
      case NOT_SENT -> "CouchDB cannot be reached";
      case CUT -> "the connection to CouchDB ended within an answer";
      case TIMEOUT -> "CouchDB did not answer in time";
      case FAILED, AWAY -> "CouchDB says that it cannot answer";
      case TOO_LONG -> "CouchDB's answer is longer than may be taken in";
    };
  }
}
