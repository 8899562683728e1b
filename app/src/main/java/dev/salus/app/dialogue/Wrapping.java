package dev.salus.app.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/** Sentences on a terminal of some width. */
final class Wrapping {

  /** Longer lines are hard to read, however wide the terminal is. */
  private static final int MOST_COLUMNS = 100;

  /** A terminal that says it is narrower is not believed. */
  private static final int LEAST_COLUMNS = 20;

  /** After blanks only: a command or an id that goes on in the next line cannot be copied. */
  private static final String BETWEEN_WORDS = "(?<= )(?! )";

  private Wrapping() {}

  /** What stands before the first word: blanks, and the number or the dash of a list. */
  private static final Pattern MARK = Pattern.compile("^ *(\\d{1,4} {2,}|- )?");

  /** The lines, broken between words; what begins with blanks goes on below its first word. */
  static List<String> lines(String text, int columns) {
    int width = Math.max(LEAST_COLUMNS, Math.min(columns, MOST_COLUMNS));
    String begin = MARK.matcher(text).results().map(MatchResult::group).findFirst().orElse("");
    String indent = " ".repeat(begin.length());
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(begin);
    for (String word : text.substring(begin.length()).split(BETWEEN_WORDS, -1)) {
      if (line.length() > indent.length() && width(line + word.stripTrailing()) > width) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
        line.append(indent);
      }
      line.append(word);
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  private static int width(String text) {
    return text.codePoints().map(sign -> Math.max(0, WCWidth.wcwidth(sign))).sum();
  }
}
