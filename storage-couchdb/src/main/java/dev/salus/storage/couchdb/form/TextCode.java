package dev.salus.storage.couchdb.form;

import dev.salus.storage.Document;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The one place where ids and string keys are made safe for CouchDB, and read back.
 *
 * <p>Lower-case ASCII letters, digits and {@code -} stand for themselves; every other UTF-16 code
 * unit is {@code .} and its four lower-case hexadecimal digits. So:
 *
 * <ul>
 *   <li>The code is one to one, and no encoded text begins with {@code _}, holds anything that a
 *       URL or JSON treats as syntax, or is a path segment of dots.
 *   <li>All characters of an encoded text have different primary weights in ICU's root collation,
 *       by which CouchDB orders view keys, and stand there in the same order as in ASCII: {@code -
 *       . 0-9 a-z}. Two encoded texts are equal to ICU only if they are the same, and {@link
 *       String#compareTo} orders them as CouchDB does.
 * </ul>
 */
public final class TextCode {

  /** The JavaScript function {@code enc} that does the same in a view. */
  public static final String JAVASCRIPT =
      "function enc(s){return s.replace(/[^a-z0-9-]/g,function(c){"
          + "return '.'+('000'+c.charCodeAt(0).toString(16)).slice(-4);});}";

  /** What no text is encoded as, and CouchDB takes for an id like any other. */
  private static final String NOBODY = ".";

  private static final String HEX = "0123456789abcdef";

  /** A dot and four digits. */
  private static final int UNIT_LENGTH = 5;

  private TextCode() {}

  /** The encoded form of an id; one that no document can have becomes one that no document has. */
  public static String encodeId(String id) {
    boolean possible = !id.isEmpty() && id.length() <= Document.MAX_ID_CHARS;
    return possible ? encode(id) : NOBODY;
  }

  /** The encoded form of any text. */
  public static String encode(String text) {
    StringBuilder code = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        code.append(c);
      } else {
        code.append('.');
        for (int shift = 12; shift >= 0; shift -= 4) {
          code.append(HEX.charAt((c >> shift) & 0xf));
        }
      }
    }
    return code.toString();
  }

  /** The text, or empty if this is not what {@link #encode} makes of any text. */
  public static Optional<String> decode(String code) {
    StringBuilder text = new StringBuilder(code.length());
    int i = 0;
    while (i < code.length()) {
      if (code.charAt(i) != '.') {
        text.append(code.charAt(i++));
      } else if (i + UNIT_LENGTH <= code.length() && isHex(code, i + 1, i + UNIT_LENGTH)) {
        text.append((char) HexFormat.fromHexDigits(code, i + 1, i + UNIT_LENGTH));
        i += UNIT_LENGTH;
      } else {
        return Optional.empty();
      }
    }
    return encode(text.toString()).equals(code) ? Optional.of(text.toString()) : Optional.empty();
  }

  private static boolean isHex(String code, int from, int to) {
    return code.substring(from, to).chars().allMatch(c -> HEX.indexOf(c) >= 0);
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }
}
