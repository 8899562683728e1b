package dev.salus.core.identity.secondfactor;

import dev.salus.protocol.FieldReader;
import dev.salus.protocol.ProtocolViolation.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A code that somebody gave: six digits of an authenticator, or a recovery code. Blanks, hyphens
 * and case do not count, as people copy them by hand.
 */
public final class OneTimeCode {

  static final int DIGITS = 6;
  private static final int MAX_CHARACTERS = 64;
  private static final Pattern TIME_BASED = Pattern.compile("[0-9]{" + DIGITS + "}");
  private static final Pattern BETWEEN = Pattern.compile("[ -]");

  private final String text;

  private OneTimeCode(String text) {
    this.text = text;
  }

  /** The code in a field: at most 64 characters. */
  public static OneTimeCode read(FieldReader in, String name) {
    String text = in.text(name);
    if (text.length() > MAX_CHARACTERS) {
      throw in.violation(Kind.VALUE, name, "must have at most 64 characters");
    }
    return of(text);
  }

  static OneTimeCode of(String text) {
    return new OneTimeCode(BETWEEN.matcher(text).replaceAll("").toUpperCase(Locale.ROOT));
  }

  /** Whether it can only be one of an authenticator. */
  boolean isTimeBased() {
    return TIME_BASED.matcher(text).matches();
  }

  /** What is compared. */
  byte[] secretBytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
