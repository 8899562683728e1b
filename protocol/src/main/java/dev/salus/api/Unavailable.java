package dev.salus.api;

/** The server, or its store, cannot answer now (503); whether a write happened is not known. */
public final class Unavailable extends SalusException {

  private final long retryAfterMs;

  /**
   * @param detail what is wrong and what to do, for a person
   * @param retryAfterMs when to try again, milliseconds from now
   */
  public Unavailable(String detail, long retryAfterMs) {
    super(ErrorCode.UNAVAILABLE, detail);
    this.retryAfterMs = retryAfterMs;
  }

  /** When to try again, milliseconds from now. */
  public long retryAfterMs() {
    return retryAfterMs;
  }
}
