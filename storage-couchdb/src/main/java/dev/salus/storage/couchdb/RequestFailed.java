package dev.salus.storage.couchdb;

/** A request got no whole answer. */
final class RequestFailed extends RuntimeException {

  /** What is known about it. */
  enum Kind {
    /** No connection could be had, so CouchDB never saw it. */
    NOT_SENT,
    /** The connection ended, or the answer is cut short; CouchDB may have done it. */
    CUT,
    /** No answer in time; CouchDB may have done it, or may still do it. */
    TIMEOUT
  }

  private final Kind kind;

  RequestFailed(Kind kind, Throwable cause) {
    super("request failed: " + kind, cause, false, false);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
