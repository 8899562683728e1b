package dev.salus.sdk.error;

/** The stored policy of automatic sharing is not applied (protocol §7). */
public final class RefusedPolicy extends ClientException {

  /** Why it is not applied. */
  public enum Reason {
    /** What the server answered is none. */
    MALFORMED("what the server answered is none"),
    /** It is not signed by a trusted card of its owner, or names another owner. */
    SIGNATURE("it is not signed by a trusted key of its owner"),
    /** A later version was seen. */
    OUTDATED("a later version was seen before"),
    /** Another text of the same version was seen. */
    FORKED("another one of the same version was seen before"),
    /** One was seen, none is there. */
    MISSING("one was seen before, and none is there"),
    /** This device remembers none; its owner has to look at it first. */
    UNCONFIRMED("this device has not seen it before: look at it and confirm it");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    /** The reason as a sentence. */
    public String sentence() {
      return sentence;
    }
  }

  private final Reason reason;

  /**
   * @param reason why it is not applied
   */
  public RefusedPolicy(Reason reason) {
    super("the policy of automatic sharing is refused: " + reason.sentence);
    this.reason = reason;
  }

  /** Why it is not applied. */
  public Reason reason() {
    return reason;
  }
}
