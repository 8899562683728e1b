package dev.salus.sdk.account;

/**
 * What an authenticator has to be told of a second factor. A secret: whoever has it can make its
 * codes.
 *
 * @param text to be typed: base32
 * @param uri to be shown as a QR code: the {@code otpauth} address
 */
public record SecondFactorSecret(String text, String uri) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "SecondFactorSecret[REDACTED]";
  }
}
