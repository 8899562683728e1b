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

  /** Deeper than the command that goes on. */
  private static final String CONTINUED = "    ";

  private Wrapping() {}

  /** What stands before the first word: blanks, and the number or the dash of a list. */
  private static final Pattern MARK = Pattern.compile("^ *(\\d{1,4} {2,}|- )?");

  /** A word and the blanks after it; a command in quotes is one, since it is to be copied. */
  private static final Pattern WORD = Pattern.compile("(?>'salus [a-z][^']*'|[^ ])+ *");

  /**
   * The lines, broken between words and never within a command or an id; what begins with blanks
   * goes on below its first word.
   */
  static List<String> lines(String text, int columns) {
    int width = Math.max(LEAST_COLUMNS, Math.min(columns, MOST_COLUMNS));
    String begin = MARK.matcher(text).results().map(MatchResult::group).findFirst().orElse("");
    String indent = " ".repeat(begin.length());
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(begin);
    List<String> words =
        WORD.matcher(text.substring(begin.length())).results().map(MatchResult::group).toList();
    for (String word : words) {
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

  /**
   * A command as a shell takes it: in one line if it fits, else each line but the last ends with
   * the sign by which a shell reads on.
   *
   * @param parts none of which is broken
   * @param columns 0 if nobody knows
   */
  static List<String> command(List<String> parts, int columns) {
    if (columns <= 0 || width(String.join(" ", parts)) <= columns) {
      return List.of(String.join(" ", parts));
    }
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(parts.get(0));
    for (String part : parts.subList(1, parts.size())) {
      if (width(line + " " + part + " \\") > columns) {
        lines.add(line + " \\");
        line.setLength(0);
        line.append(CONTINUED).append(part);
      } else {
        line.append(' ').append(part);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  private static int width(String text) {
    return text.codePoints().map(sign -> Math.max(0, WCWidth.wcwidth(sign))).sum();
  }
}
