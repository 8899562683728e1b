package dev.salus.sdk.error;

import java.util.List;

/** Too few notaries have given a share back that can be believed (protocol §9.4). */
public final class MissingShares extends ClientException {

  private final int missing;
  private final List<String> unconfirmed;
  private final List<String> refused;

  /**
   * @param missing how many more are needed
   * @param unconfirmed notaries whose share counts only after a human has compared their
   *     fingerprint
   * @param refused notaries whose share is not the one that they were given
   */
  public MissingShares(int missing, List<String> unconfirmed, List<String> refused) {
    super(
        "the shares of "
            + missing
            + " more notaries are needed"
            + (unconfirmed.isEmpty()
                ? ""
                : "; compare the fingerprints of " + String.join(", ", unconfirmed))
            + (refused.isEmpty() ? "" : "; refused: " + String.join(", ", refused)));
    this.missing = missing;
    this.unconfirmed = List.copyOf(unconfirmed);
    this.refused = List.copyOf(refused);
  }

  /** How many more are needed. */
  public int missing() {
    return missing;
  }

  /** Notaries whose share counts only after a human has compared their fingerprint. */
  public List<String> unconfirmed() {
    return unconfirmed;
  }

  /** Notaries whose share is not the one that they were given, or not signed by them. */
  public List<String> refused() {
    return refused;
  }
}
