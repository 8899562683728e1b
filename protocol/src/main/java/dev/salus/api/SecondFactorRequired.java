package dev.salus.api;

/**
 * The password is not enough (401): a code of the user's second factor (RFC 6238) is missing or is
 * not to be used, or the user has to set one up first. Answered to a log-in only if its password
 * was right, and to a session that can do nothing yet but set one up.
 */
public final class SecondFactorRequired extends SalusException {

  /** What is to be done. */
  public enum Reason {
    /** Log in with {@code otp}, too. */
    CODE_MISSING("code-missing"),
    /** Take another code: this one is wrong, or was used. */
    CODE_REFUSED("code-refused"),
    /** Set a second factor up: a role of this user needs one. */
    NOT_SET_UP("not-set-up");

    private final String wireName;

    Reason(String wireName) {
      this.wireName = wireName;
    }

    /** The name in a problem document. */
    public String wireName() {
      return wireName;
    }

    /** The reason of this name; {@link #CODE_MISSING} for one that is not known. */
    public static Reason of(String wireName) {
      for (Reason each : values()) {
        if (each.wireName.equals(wireName)) {
          return each;
        }
      }
      return CODE_MISSING;
    }
  }

  private final Reason reason;

  /**
   * @param reason what is to be done
   * @param detail what is wrong and what to do, for a person
   */
  public SecondFactorRequired(Reason reason, String detail) {
    super(ErrorCode.SECOND_FACTOR_REQUIRED, detail);
    this.reason = reason;
  }

  /** What is to be done. */
  public Reason reason() {
    return reason;
  }
}
