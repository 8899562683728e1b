package dev.salus.api;

/** Nobody is logged in, or no longer (401). */
public final class Unauthenticated extends SalusException {

  /**
   * @param detail what is wrong and what to do, for a person
   */
  public Unauthenticated(String detail) {
    super(ErrorCode.UNAUTHENTICATED, detail);
  }
}
