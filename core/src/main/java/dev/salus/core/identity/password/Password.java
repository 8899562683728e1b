package dev.salus.core.identity.password;

import dev.salus.protocol.FieldReader;
import dev.salus.protocol.ProtocolViolation.Kind;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * A password that somebody gave. It counts in Unicode form C (RFC 8265 §4.2), so that it does not
 * matter how a keyboard composes an accent.
 */
public final class Password {

  static final int MIN_CHARACTERS = 8;
  static final int MAX_BYTES = 1_024;

  private final String text;

  private Password(String text) {
    this.text = text;
  }

  /** A password that is to be set: at least 8 characters, at most 1024 bytes. */
  public static Password toSet(FieldReader in, String name) {
    Password password = given(in, name);
    if (password.text.codePointCount(0, password.text.length()) < MIN_CHARACTERS) {
      throw in.violation(Kind.VALUE, name, "must have at least 8 characters");
    }
    return password;
  }

  /** A password that is to be compared: at most 1024 bytes. */
  public static Password given(FieldReader in, String name) {
    String text = in.text(name);
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw in.violation(Kind.SYNTAX, name, "must not have a lone surrogate");
    }
    if (text.length() > MAX_BYTES) {
      throw tooLong(in, name);
    }
    Password password = new Password(Normalizer.normalize(text, Normalizer.Form.NFC));
    if (password.secretBytes().length > MAX_BYTES) {
      throw tooLong(in, name);
    }
    return password;
  }

  private static RuntimeException tooLong(FieldReader in, String name) {
    return in.violation(Kind.VALUE, name, "must have at most 1024 bytes");
  }

  /** What is hashed. */
  byte[] secretBytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
