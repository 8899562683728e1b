package dev.salus.api;

/** How bugs get into a log. */
public final class Faults {

  private static final int SHOWN_FRAMES = 12;

  private Faults() {}

  /**
   * What was thrown and where, in several lines, without its message: that may carry anything
   * (threat T16).
   */
  public static String describe(Throwable failure) {
    StringBuilder text = new StringBuilder(failure.getClass().getName());
    StackTraceElement[] stack = failure.getStackTrace();
    for (int i = 0; i < Math.min(stack.length, SHOWN_FRAMES); i++) {
      text.append(System.lineSeparator()).append("\tat ").append(stack[i]);
    }
    return text.toString();
  }
}
