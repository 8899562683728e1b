package dev.salus.api;

/** The body is larger than is taken (413). */
public final class TooLarge extends SalusException {

  /**
   * @param detail what is wrong and what to do, for a person
   */
  public TooLarge(String detail) {
    super(ErrorCode.TOO_LARGE, detail);
  }
}
