package dev.salus.sdk.error;

/** A key file is not used, or not written (protocol §9.1); the file itself is as it was. */
public final class KeyFileRefused extends ClientException {

  /** Why it is not used. */
  public enum Reason {
    /** It does not open: these two cannot be told apart. */
    PASSPHRASE("the passphrase is wrong, or the file was changed"),
    /** It is not a key file. */
    MALFORMED("it is not a key file"),
    /** It is a key file of another data owner. */
    FOREIGN("it is the key file of another data owner"),
    /** Deriving its key would cost too much, or so little that anybody can try passphrases. */
    COSTS("the costs that it names for trying a passphrase are out of bounds"),
    /** Others than its owner may read or write it, or the directory that it is in. */
    PERMISSIONS("others than its owner may read or write it, or write its directory"),
    /** It is a link, a directory or something else that is not a plain file. */
    NOT_A_FILE("it is not a plain file"),
    /** Another connection or process has it open. */
    IN_USE("it is in use by another connection or process"),
    /** It would be larger than what is read again. */
    TOO_LARGE("the key ring is too large to be kept"),
    /** The file system said no. */
    IO("the file system refused");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }
  }

  private final Reason reason;

  /**
   * @param file where it is, or should be
   * @param reason why it is not used
   */
  public KeyFileRefused(String file, Reason reason) {
    super("key file '" + file + "': " + reason.sentence);
    this.reason = reason;
  }

  /**
   * That the file system said no.
   *
   * @param file where it is, or should be
   * @param detail what it said; never content
   */
  public static KeyFileRefused io(String file, String detail) {
    return new KeyFileRefused(file, Reason.IO, ": " + detail);
  }

  private KeyFileRefused(String file, Reason reason, String detail) {
    super("key file '" + file + "': " + reason.sentence + detail);
    this.reason = reason;
  }

  /** Why it is not used. */
  public Reason reason() {
    return reason;
  }
}
