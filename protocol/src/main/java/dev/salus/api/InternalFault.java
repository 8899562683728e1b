package dev.salus.api;

/** A fault of our own (500); the log of the server says more than the answer. */
public final class InternalFault extends SalusException {

  /**
   * @param detail what is wrong and what to do, for a person
   */
  public InternalFault(String detail) {
    super(ErrorCode.INTERNAL, detail);
  }
}
