package dev.salus.app.terminal;

import java.io.IOException;

/** More was typed than a line may have; nothing of it is taken, since the rest would be missing. */
public final class LineTooLongException extends IOException {

  private static final long serialVersionUID = 1L;

  /** The longest line, in bytes. */
  public static final int LONGEST = TypedLine.LONGEST;
}
