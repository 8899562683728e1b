package dev.salus.sdk.error;

/** Keys could not be restored (protocol §9.2, §9.4). Nothing was changed. */
public final class RecoveryRefused extends ClientException {

  /** Why not. */
  public enum Reason {
    /** The recovery key's checksum is not right. */
    MISTYPED("the recovery key is mistyped: its checksum is not right"),
    /** The server has nothing for this recovery key. */
    UNKNOWN(
        "nothing is kept for this recovery key: it is another data owner's, was deleted, has"
            + " expired, or was for once and has been used"),
    /** What the server has does not open, or is no key ring of this data owner. */
    BROKEN("what is kept for this recovery key is not a key ring that was kept with it"),
    /** The notaries' shares give another recovery key than they say. */
    SHARES("the shares do not belong together"),
    /** The notary's share is not the one that the owner gave it. */
    SHARE("the share that is kept for this notary is not the one that it was given"),
    /** The notary set was not signed by its owner. */
    SET("the notary set is not as its owner signed it"),
    /** The notary has not accepted this set, or another text of it. */
    NOT_ACCEPTED(
        "this is not a notary set that you have accepted to serve, as it was then: nothing is given"
            + " back for it"),
    /** Fewer notaries are to agree than the owner said. */
    QUORUM("the server's notary set needs fewer notaries than there have to be");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }
  }

  private final Reason reason;

  /**
   * @param reason why not
   */
  public RecoveryRefused(Reason reason) {
    super(reason.sentence);
    this.reason = reason;
  }

  /** Why not. */
  public Reason reason() {
    return reason;
  }
}
