package dev.salus.api;

/** The path exists over HTTP, but takes other methods (405). */
public final class MethodNotAllowed extends SalusException {

  /**
   * @param detail what is wrong and what to do, for a person
   */
  public MethodNotAllowed(String detail) {
    super(ErrorCode.METHOD_NOT_ALLOWED, detail);
  }
}
