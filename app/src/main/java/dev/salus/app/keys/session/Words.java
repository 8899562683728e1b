package dev.salus.app.keys.session;

import dev.salus.app.dialogue.NamedCommands;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers of things, and dates. */
public final class Words {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  /** Of a name that a server says, in characters. */
  static final int LONGEST_NAME = 60;

  /** Quotes but the apostrophe, and brackets. */
  private static final Pattern SPEECH =
      Pattern.compile(
          "[\\p{Pi}\\p{Pf}\\p{Ps}\\p{Pe}\"`\u00b4<>&&[^\u2019]]|(?<!\\p{L})['\u2019]|['\u2019](?!\\p{L})");

  /** But the point of an abbreviation such as a title. */
  private static final Pattern SENTENCE_END =
      Pattern.compile("(?:[!?:;\u2026\u3002]|(?<=[^\\s.]{5})\\.)+(?=\\s|$|['\u2019\")])");

  private Words() {}

  /** How many there are of a thing, in the one word or the other. */
  public static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  /** The same sentence, with a capital letter at its beginning. */
  public static String capitalised(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  /**
   * A text of somebody else, which is not to look like a command of this program in quotes.
   *
   * @param text a name, say
   */
  public static String foreign(String text) {
    return text.replace('\'', '\u2019');
  }

  /**
   * A name that a server says, to stand in quotes: with nothing that ends them or a sentence, and
   * no longer than a name, so that it cannot go on in this program's voice.
   */
  public static String called(String name) {
    String word = SPEECH.matcher(SENTENCE_END.matcher(name).replaceAll("")).replaceAll("");
    String plain = foreign(word).strip();
    return plain.codePointCount(0, plain.length()) <= LONGEST_NAME
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, LONGEST_NAME)).strip() + "\u2026";
  }

  /**
   * A command that is to be typed on another machine than this one, in quotes: by somebody else, or
   * by this person elsewhere.
   *
   * @param command without the program's name
   */
  public static String elsewhere(String command) {
    return NamedCommands.elsewhere(command);
  }

  /**
   * A date as people read it.
   *
   * @param millis since the epoch
   */
  public static String minute(long millis) {
    return MINUTE.format(Instant.ofEpochMilli(millis));
  }
}
