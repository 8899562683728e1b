package dev.salus.storage;

import org.jspecify.annotations.Nullable;

/** What a store answers when it did not do what it was asked; nothing was changed by the call. */
public abstract sealed class StoreException extends RuntimeException {

  private StoreException(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }

  /** The document is not at the revision that the caller had read, or exists when it should not. */
  public static final class RevisionConflict extends StoreException {
    private final String id;
    private final @Nullable String expected;
    private final @Nullable String actual;

    /**
     * @param id the document
     * @param expected what the caller had read; null if it meant to create the document
     * @param actual what is stored; null if there is no such document
     */
    public RevisionConflict(String id, @Nullable String expected, @Nullable String actual) {
      super("revision conflict on a document", null);
      this.id = id;
      this.expected = expected;
      this.actual = actual;
    }

    /** The document's id. */
    public String id() {
      return id;
    }

    /** The revision that the caller had read, null for a creation. */
    public @Nullable String expected() {
      return expected;
    }

    /** The revision that is stored, null if the document is not there. */
    public @Nullable String actual() {
      return actual;
    }
  }

  /** The document is larger than the store's engine takes, now and at every other try. */
  public static final class DocumentTooLarge extends StoreException {
    private final long mostBytes;

    /**
     * @param mostBytes the most bytes of JSON text (UTF-8) that a body may have, as far as the
     *     store knows; a smaller one may be too large too where the engine does not tell its limit
     */
    public DocumentTooLarge(long mostBytes) {
      super("a document has at most " + mostBytes + " bytes", null);
      this.mostBytes = mostBytes;
    }

    /** The most bytes of JSON text that a body may have, as far as the store knows. */
    public long mostBytes() {
      return mostBytes;
    }
  }

  /** The store cannot answer now; whether an unacknowledged write happened is not known. */
  public static final class StoreUnavailable extends StoreException {
    private final long retryAfterMs;

    /**
     * @param message what is wrong, without secrets or content
     * @param retryAfterMs when to try again, milliseconds
     * @param cause what the driver said, or null
     */
    public StoreUnavailable(String message, long retryAfterMs, @Nullable Throwable cause) {
      super(message, cause);
      this.retryAfterMs = retryAfterMs;
    }

    /** When to try again, milliseconds from now. */
    public long retryAfterMs() {
      return retryAfterMs;
    }
  }

  /** Already the first document is larger than the call was to read. */
  public static final class LargerThanBound extends StoreException {
    /** What it takes is not told: not every store knows. */
    public LargerThanBound() {
      super("the document is larger than was to be read", null);
    }
  }

  /** A cursor that no query of this kind gave out. */
  public static final class InvalidCursor extends StoreException {
    /** A cursor that cannot be read, or lies outside of the query's range. */
    public InvalidCursor() {
      super("the cursor does not belong to this query", null);
    }
  }
}
