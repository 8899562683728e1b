package dev.salus.core.identity;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.ProtocolViolation.Kind;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The name that a user logs in with: 1 to 128 characters without control characters and without
 * white space at either end.
 *
 * <p>Two names are the same if they are after Unicode form C and case folding (lower, upper, lower
 * case, without regard to a locale), so that {@code Zoë} composed or not, {@code ZOË} and {@code
 * zoë} are one login, and {@code straße}, {@code STRAẞE} and {@code STRASSE} too.
 *
 * @param shown as it was given, in form C
 */
record LoginName(String shown) {

  private static final int MAX_CHARACTERS = 128;

  static LoginName read(FieldReader in, String name) {
    String text = in.text(name);
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw in.violation(Kind.SYNTAX, name, "must not have a lone surrogate");
    }
    int characters = text.codePointCount(0, text.length());
    if (characters < 1 || characters > MAX_CHARACTERS) {
      throw in.violation(Kind.VALUE, name, "must have 1 to 128 characters");
    }
    if (!text.strip().equals(text) || text.codePoints().anyMatch(Character::isISOControl)) {
      throw in.violation(
          Kind.VALUE, name, "must not begin or end with white space or have control characters");
    }
    return new LoginName(Normalizer.normalize(text, Normalizer.Form.NFC));
  }

  /** What is compared. */
  String key() {
    return fold(shown, Normalizer.Form.NFC);
  }

  /** Where the login's claim is kept: of one length and without the name. */
  String claimId() {
    return Base64Url.encode(Digests.sha256(key().getBytes(StandardCharsets.UTF_8)));
  }

  /** What logins are ordered by: a string order that every store has. */
  String order() {
    return hex(key());
  }

  /** The text in one case and one normal form. */
  static String fold(String text, Normalizer.Form form) {
    String folded =
        Normalizer.normalize(text, form)
            .toLowerCase(Locale.ROOT)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, form);
  }

  /** The hexadecimal UTF-8 of a text, which orders as the text does by code point. */
  static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
