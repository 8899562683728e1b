package dev.salus.app.server;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;

/**
 * Shows what was thrown and where, in log lines, but no exception's message: nobody can tell what a
 * library has put into it (threat T16).
 */
public final class StackWithoutMessages extends ThrowableProxyConverter {

  private static final int SHOWN_CAUSES = 5;
  private static final int SHOWN_FRAMES = 20;

  @Override
  protected String throwableProxyToString(IThrowableProxy thrown) {
    StringBuilder text = new StringBuilder();
    IThrowableProxy each = thrown;
    for (int i = 0; i < SHOWN_CAUSES && each != null; i++) {
      text.append(i == 0 ? "" : "caused by ").append(each.getClassName()).append('\n');
      append(text, each.getStackTraceElementProxyArray());
      each = each.getCause();
    }
    return text.toString();
  }

  private static void append(StringBuilder text, StackTraceElementProxy[] stack) {
    for (int i = 0; i < Math.min(stack.length, SHOWN_FRAMES); i++) {
      text.append("  ").append(stack[i].getSTEAsString()).append('\n');
    }
  }
}
