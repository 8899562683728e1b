package dev.salus.api;

/** Too many attempts (429). */
public final class TooManyRequests extends SalusException {

  private final long retryAfterMs;

  /**
   * @param detail what is wrong and what to do, for a person
   * @param retryAfterMs when to try again, milliseconds from now
   */
  public TooManyRequests(String detail, long retryAfterMs) {
    super(ErrorCode.TOO_MANY_REQUESTS, detail);
    this.retryAfterMs = retryAfterMs;
  }

  /** When to try again, milliseconds from now. */
  public long retryAfterMs() {
    return retryAfterMs;
  }
}
