package dev.salus.protocol;

import java.util.Arrays;
import java.util.Base64;

/** Base64url without padding (RFC 4648 §5), canonical only (protocol §0). */
public final class Base64Url {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private Base64Url() {}

  /** The text of these bytes. */
  public static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /** How many bytes a text that {@link #encode} gave stands for. */
  public static int decodedLength(String text) {
    return (int) (text.length() * 3L / 4);
  }

  /**
   * The bytes of this text.
   *
   * @param field named in the violation
   * @throws ProtocolViolation if it is padded, has a foreign character, or unused bits that are not
   *     zero
   */
  public static byte[] decode(String text, String field) {
    byte[] bytes;
    try {
      bytes = DECODER.decode(text);
    } catch (IllegalArgumentException e) {
      throw violation(field);
    }
    if (!isCanonical(text, bytes)) {
      throw violation(field);
    }
    return bytes;
  }

  /**
   * Whether the text is the one that stands for the bytes that it was decoded to. Of four
   * characters that stand for three bytes it cannot be otherwise; what may be is padding, and the
   * unused bits of the last character.
   */
  private static boolean isCanonical(String text, byte[] bytes) {
    int rest = bytes.length % 3;
    byte[] last = Arrays.copyOfRange(bytes, bytes.length - rest, bytes.length);
    return text.length() == encodedLength(bytes.length) && text.endsWith(encode(last));
  }

  private static int encodedLength(int bytes) {
    return (int) ((bytes * 4L + 2) / 3);
  }

  private static ProtocolViolation violation(String field) {
    return new ProtocolViolation(
        ProtocolViolation.Kind.BASE64URL, field, "must be canonical base64url without padding");
  }
}
