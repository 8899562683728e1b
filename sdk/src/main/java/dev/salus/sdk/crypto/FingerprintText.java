package dev.salus.sdk.crypto;

import dev.salus.api.Invalid;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.Ids;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.ProtocolViolation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as a person brought it along to compare: the digits of its fingerprint that somebody read
 * out or typed, or the text of a QR code that was scanned (protocol §2).
 */
public final class FingerprintText {

  private static final int LONGEST = 200;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{60}");
  private static final Pattern BETWEEN_GROUPS = Pattern.compile("[\\s\\u00a0\\u202f-]+");
  private static final Pattern QR_CODE = Pattern.compile("salus:v1:([^:]*):([^:]*)");

  /** Digits without what stands between them, or a QR code's text. */
  private final String text;

  private FingerprintText(String text) {
    this.text = text;
  }

  /**
   * Reads what a person brought along: twelve groups of five digits, with any blanks, line breaks
   * or hyphens between; or a QR code's text.
   *
   * @throws Invalid naming {@code fingerprint} if it is neither
   */
  public static FingerprintText parse(String text) {
    if (text.length() > LONGEST) {
      throw invalid();
    }
    String digits = BETWEEN_GROUPS.matcher(text).replaceAll("");
    if (DIGITS.matcher(digits).matches()) {
      return new FingerprintText(digits);
    }
    Matcher code = QR_CODE.matcher(text.strip());
    if (code.matches() && Ids.isUuid(code.group(1)) && isKeyId(code.group(2))) {
      return new FingerprintText(code.group());
    }
    throw invalid();
  }

  /** The text of the QR code for a key: {@code salus:v1:<owner>:<keyId>}. */
  public static String qrCode(String owner, String keyId) {
    return "salus:v1:" + owner + ":" + keyId;
  }

  /** Whether this is what that key's owner sees for it. */
  public boolean matches(String owner, String keyId) {
    String digits = BETWEEN_GROUPS.matcher(Fingerprint.of(owner, keyId)).replaceAll("");
    return text.equals(digits) || text.equals(qrCode(owner, keyId));
  }

  private static boolean isKeyId(String text) {
    try {
      FieldReader.base64(text, KeyCard.KEY_ID_BYTES, "keyId");
      return true;
    } catch (ProtocolViolation violation) {
      return false;
    }
  }

  private static Invalid invalid() {
    return new Invalid(
        "fingerprint", "must be twelve groups of five digits, or the text of a key's QR code");
  }
}
