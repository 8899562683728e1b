package dev.salus.api;

/** It does not exist, or the caller may not know of it (404). */
public final class NotFound extends SalusException {

  /**
   * @param detail what is wrong and what to do, for a person
   */
  public NotFound(String detail) {
    super(ErrorCode.NOT_FOUND, detail);
  }
}
