package dev.salus.api;

/** The caller may know of it, but not do this (403). */
public final class Forbidden extends SalusException {

  /**
   * @param detail what is wrong and what to do, for a person
   */
  public Forbidden(String detail) {
    super(ErrorCode.FORBIDDEN, detail);
  }
}
