package dev.salus.sdk.sealing;

/** The private fields of an entity as UTF-8 JSON, in a type that does not show them by accident. */
public final class Plaintext {

  private final byte[] utf8;

  private Plaintext(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** Takes these bytes over; the caller does not change them any more. */
  public static Plaintext of(byte[] utf8) {
    return new Plaintext(utf8);
  }

  /** The bytes themselves; not to be changed. */
  public byte[] reveal() {
    return utf8;
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
