package dev.salus.app.dialogue;

/**
 * Text as a terminal may get it. What a server sends could move the cursor, turn the order of signs
 * round or begin a line, and so show a person what this program never said.
 */
public final class Printable {

  private static final int SIGN = '\uFFFD';

  private Printable() {}

  /** The same text in one line, with a visible sign for each that acts instead of being shown. */
  public static String line(String text) {
    return text.codePoints()
        .map(sign -> acts(sign) ? SIGN : sign)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** {@link #line} of no more than so many characters. */
  static String line(String text, int most) {
    return text.length() <= most ? line(text) : line(text.substring(0, most)) + "...";
  }

  private static boolean acts(int sign) {
    return switch (Character.getType(sign)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
