package dev.salus.app.dialogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The commands that a person was told to type here: whatever stands in quotes and begins with the
 * program's name. Those for other machines and other people are told apart by a blank that looks
 * the same.
 */
public final class NamedCommands {

  private static final char BLANK_ELSEWHERE = '\u00a0';

  /** Nothing that a shell acts on: what is in quotes may be from a name that somebody chose. */
  private static final Pattern HERE = Pattern.compile("'(salus [a-z][a-z0-9 -]*)'");

  private static final Pattern PLAIN = Pattern.compile("[\\w./:@%+=,-]+");

  /** What is named to explain a word, not to be typed next. */
  private static final Set<String> ASIDE =
      Set.of("salus profile set", "salus profile list", "salus keys name");

  private final Set<String> commands = new LinkedHashSet<>();

  /** A command in quotes that is not to be typed here. */
  public static String elsewhere(String command) {
    return "'salus" + BLANK_ELSEWHERE + command + "'";
  }

  /**
   * What a server or somebody else wrote, to be told within a sentence: no command is named by it,
   * so that nobody there says what is to be typed here.
   */
  public static String ofOthers(String text) {
    return text.replace('\'', '\u2019');
  }

  /** Remembers those of a sentence, and gives the sentence as it is shown. */
  String note(String sentence) {
    HERE.matcher(sentence).results().forEach(found -> commands.add(found.group(1)));
    return shown(sentence);
  }

  /** A sentence as it is shown. */
  static String shown(String sentence) {
    return sentence.replace("'salus" + BLANK_ELSEWHERE, "'salus ");
  }

  /**
   * They as they have to be typed, where these options have to be typed with each: the command, and
   * each name with its value.
   *
   * @param options names and values by turns
   */
  List<List<String>> with(List<String> options) {
    return commands.stream()
        .filter(command -> !ASIDE.contains(command))
        .map(command -> with(command, options))
        .toList();
  }

  /** {@link #with(List)} of one command. */
  static List<String> with(String command, List<String> options) {
    List<String> parts = new ArrayList<>(List.of(command));
    for (int i = 0; i < options.size(); i += 2) {
      parts.add(options.get(i) + " " + quoted(options.get(i + 1)));
    }
    return parts;
  }

  private static String quoted(String argument) {
    return PLAIN.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
