package dev.salus.sdk.crypto;

/**
 * That something sealed, boxed or committed to is not what it should be.
 *
 * <p>It carries its {@link Kind} and nothing else: no value, no cause, no stack trace, so it can be
 * logged.
 */
public final class CryptoFailure extends RuntimeException {

  /** The classes of failure, as the test vectors name them. */
  public enum Kind {
    /** A box or seal does not open: another key, other additional data, or changed bytes. */
    OPEN("does not open"),
    /** A key is not the one that was committed to. */
    COMMITMENT("is not the key that was committed to"),
    /** What was inside of a box is not what the protocol puts there. */
    CONTENT("opens to something that the protocol does not know"),
    /** A public key that nothing can be sealed to. */
    PUBLIC_KEY("is not a public key");

    private final String message;

    Kind(String message) {
      this.message = message;
    }
  }

  private final Kind kind;

  /** A failure of this kind. */
  public CryptoFailure(Kind kind) {
    super(kind.message, null, false, false);
    this.kind = kind;
  }

  /** The class of failure. */
  public Kind kind() {
    return kind;
  }
}
