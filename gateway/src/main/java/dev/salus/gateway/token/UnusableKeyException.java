package dev.salus.gateway.token;

/** A signing key, or its file, cannot be used; nothing may start with it. */
public final class UnusableKeyException extends RuntimeException {

  private final String reason;

  /**
   * @param reason what is wrong, for a person; never a part of the key
   */
  public UnusableKeyException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  /** What is wrong, for a person. */
  public String reason() {
    return reason;
  }
}
