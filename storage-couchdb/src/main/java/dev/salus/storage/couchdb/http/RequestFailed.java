package dev.salus.storage.couchdb.http;

/** A request got no whole answer. */
public final class RequestFailed extends RuntimeException {

  /** What is known about it. */
  public enum Kind {
    /** No connection could be had, so CouchDB never saw it. */
    NOT_SENT,
    /** The connection ended, or the answer is cut short; CouchDB may have done it. */
    CUT,
    /** No answer in time; CouchDB may have done it, or may still do it. */
    TIMEOUT,
    /** CouchDB answered that it failed (a status of 500 and above). */
    FAILED,
    /** So did CouchDB, or a proxy before it, with a status that means that nobody is there. */
    AWAY,
    /** The answer has more bytes than were to be taken in; CouchDB did what it was asked. */
    TOO_LONG
  }

  private final Kind kind;

  RequestFailed(Kind kind, Throwable cause) {
    super("request failed: " + kind, cause, false, false);
    this.kind = kind;
  }

  /** What is known of whether CouchDB did it. */
  public Kind kind() {
    return kind;
  }

  /** Whether a failure says that an answer had more bytes than were to be taken in. */
  public static boolean isTooLong(Throwable failure) {
    return failure instanceof RequestFailed request && request.kind == Kind.TOO_LONG;
  }

  /** Whether a request that may be done twice can be answered if it is sent again at once. */
  boolean isWorthAnother() {
    return kind == Kind.CUT || kind == Kind.FAILED || kind == Kind.AWAY;
  }

  /** Whether others may be answered all the same: it was slow, or waited for a connection. */
  boolean isOfOneRequest() {
    return kind == Kind.TIMEOUT || (kind == Kind.NOT_SENT && !Unreached.isRefused(this));
  }
}
