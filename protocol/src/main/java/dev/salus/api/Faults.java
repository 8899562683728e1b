package dev.salus.api;

import org.slf4j.Logger;

/** How bugs get into a log. */
public final class Faults {

  private static final int SHOWN_FRAMES = 12;

  private Faults() {}

  /**
   * Logs a bug, without its message. What the virtual machine itself has failed at, such as being
   * out of memory, is told to the thread's handler of uncaught exceptions as well: whoever runs the
   * process decides there what becomes of it.
   */
  public static void report(Logger log, Throwable bug) {
    if (bug instanceof VirtualMachineError) {
      Thread current = Thread.currentThread();
      current.getUncaughtExceptionHandler().uncaughtException(current, bug);
    }
    log.error("a bug: {}", describe(bug));
  }

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
