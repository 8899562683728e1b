package dev.salus.sdk.crypto;

import java.util.Arrays;
import java.util.Optional;

/**
 * Crockford's base 32: no letter I, L, O or U, so that people can read it out and type it. Whole
 * groups of 5 bytes only, which are 8 symbols.
 */
final class CrockfordBase32 {

  private static final String SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BITS = 5;
  private static final int GROUP_BYTES = 5;
  private static final int GROUP_SYMBOLS = 8;

  private CrockfordBase32() {}

  /** The symbols of these bytes, of which there is a multiple of 5. */
  static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length / GROUP_BYTES * GROUP_SYMBOLS);
    int buffer = 0;
    int bits = 0;
    for (byte each : bytes) {
      buffer = (buffer << Byte.SIZE) | (each & 0xff);
      bits += Byte.SIZE;
      while (bits >= BITS) {
        bits -= BITS;
        text.append(SYMBOLS.charAt((buffer >>> bits) & 0x1f));
      }
    }
    return text.toString();
  }

  /**
   * The bytes of a text, as a person typed it: in any case, O for 0, I and L for 1, and whatever is
   * no letter and no digit anywhere between. Empty if it has another letter, or not so many bytes.
   */
  static Optional<byte[]> decode(String text, int length) {
    byte[] bytes = new byte[length];
    int buffer = 0;
    int bits = 0;
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      char typed = text.charAt(i);
      int value = value(typed);
      if (value < 0 && !Character.isLetterOrDigit(typed)) {
        continue;
      }
      if (value < 0 || at == length) {
        Arrays.fill(bytes, (byte) 0);
        return Optional.empty();
      }
      buffer = (buffer << BITS) | value;
      bits += BITS;
      if (bits >= Byte.SIZE) {
        bits -= Byte.SIZE;
        bytes[at++] = (byte) (buffer >>> bits);
      }
    }
    if (at < length || bits > 0) {
      Arrays.fill(bytes, (byte) 0);
      return Optional.empty();
    }
    return Optional.of(bytes);
  }

  /** The value of a symbol; -1 for none. */
  private static int value(char typed) {
    char upper = typed >= 'a' && typed <= 'z' ? (char) (typed - 'a' + 'A') : typed;
    return switch (upper) {
      case 'O' -> 0;
      case 'I', 'L' -> 1;
      default -> SYMBOLS.indexOf(upper);
    };
  }
}
