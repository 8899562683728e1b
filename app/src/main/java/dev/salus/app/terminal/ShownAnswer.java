package dev.salus.app.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.WCWidth;

/**
 * An answer as it stands behind its question while it is typed, in as many rows as it takes. A
 * backspace stops at the beginning of a row, so that what goes over a row is written anew.
 */
final class ShownAnswer {

  private static final char INCOMPLETE = '\uFFFD';

  private final Terminal terminal;
  private final String question;
  private final int columns;

  /**
   * @param question whose last line the answer stands behind
   * @param columns of the terminal as it is now
   */
  ShownAnswer(Terminal terminal, String question, int columns) {
    this.terminal = terminal;
    this.question = question.substring(question.lastIndexOf('\n') + 1);
    this.columns = columns;
  }

  /**
   * Shows a byte more.
   *
   * @param answer with it
   */
  void added(int next, byte[] answer) throws IOException {
    terminal.output().write(next);
    terminal.output().flush();
    beginRow(text(answer));
  }

  /** A terminal begins a row with the next sign only; so that the cursor is there, it gets one. */
  private void beginRow(String answer) {
    Place place = end(answer);
    if (place.column() == 0 && place.row() > 0 && answer.indexOf(INCOMPLETE) < 0) {
      terminal.writer().print(" \r");
      terminal.flush();
    }
  }

  /** Shows what is left in place of what there was. */
  void erased(byte[] before, byte[] left) {
    int row = end(text(before)).row();
    if (row == 0 || terminal.getStringCapability(Capability.parm_up_cursor) == null) {
      terminal.writer().print("\b \b".repeat(width(text(before)) - width(text(left))));
      terminal.flush();
      return;
    }
    terminal.puts(Capability.parm_up_cursor, row);
    terminal.writer().print("\r" + question + text(left));
    terminal.puts(Capability.clr_eos);
    terminal.flush();
    beginRow(text(left));
  }

  private record Place(int row, int column) {}

  /** Where the cursor is behind it. */
  private Place end(String answer) {
    int row = 0;
    int column = 0;
    for (int sign : (question + answer).codePoints().toArray()) {
      int width = width(sign);
      if (column + width > columns) {
        row++;
        column = 0;
      }
      column += width;
      if (column == columns) {
        row++;
        column = 0;
      }
    }
    return new Place(row, column);
  }

  private static String text(byte[] typed) {
    return new String(typed, StandardCharsets.UTF_8);
  }

  private static int width(String text) {
    return text.codePoints().map(ShownAnswer::width).sum();
  }

  private static int width(int sign) {
    return Math.max(0, WCWidth.wcwidth(sign));
  }
}
