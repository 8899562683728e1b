package dev.salus.sdk.error;

import java.util.List;

/**
 * A key card that a known data owner was not known to have (protocol §10). Compare the fingerprints
 * with that person over another channel, then confirm the key or stay away.
 */
public final class UntrustedKey extends ClientException {

  private final String dataOwner;
  private final String keyId;
  private final String fingerprint;
  private final List<String> knownFingerprints;

  /**
   * @param dataOwner whose card it is said to be
   * @param keyId the card's
   * @param fingerprint the card's
   * @param knownFingerprints those of the cards that are trusted; empty if there are none
   */
  public UntrustedKey(
      String dataOwner, String keyId, String fingerprint, List<String> knownFingerprints) {
    super(
        "untrusted key of data owner "
            + dataOwner
            + ": its fingerprint is "
            + fingerprint
            + "; known: "
            + (knownFingerprints.isEmpty() ? "none" : String.join(" or ", knownFingerprints)));
    this.dataOwner = dataOwner;
    this.keyId = keyId;
    this.fingerprint = fingerprint;
    this.knownFingerprints = List.copyOf(knownFingerprints);
  }

  /** Whose card it is said to be. */
  public String dataOwner() {
    return dataOwner;
  }

  /** The keyId that {@code confirmKey} takes. */
  public String keyId() {
    return keyId;
  }

  /** The fingerprint of the untrusted card. */
  public String fingerprint() {
    return fingerprint;
  }

  /** The fingerprints of the owner's cards that are trusted. */
  public List<String> knownFingerprints() {
    return knownFingerprints;
  }
}
