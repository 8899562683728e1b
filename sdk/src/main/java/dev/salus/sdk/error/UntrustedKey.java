package dev.salus.sdk.error;

import java.util.List;

/**
 * A key card that a known data owner was not known to have, or one of a stranger whose keys were
 * replaced: first use takes none of those, since somebody else may have made the new ones (protocol
 * §10). Compare the fingerprints with that person over another channel, then confirm the key or
 * stay away.
 */
public final class UntrustedKey extends ClientException {

  private final String dataOwner;
  private final String keyId;
  private final String fingerprint;
  private final List<String> knownFingerprints;
  private final List<String> replacedFingerprints;

  /**
   * @param dataOwner whose card it is said to be
   * @param keyId the card's
   * @param fingerprint the card's
   * @param knownFingerprints those of the cards that are trusted; empty if there are none
   */
  public UntrustedKey(
      String dataOwner, String keyId, String fingerprint, List<String> knownFingerprints) {
    this(dataOwner, keyId, fingerprint, knownFingerprints, List.of());
  }

  /**
   * @param dataOwner whose card it is said to be
   * @param keyId the card's
   * @param fingerprint the card's
   * @param knownFingerprints those of the cards that are trusted; empty if there are none
   * @param replacedFingerprints those of all cards that a stranger lists, if they do not hang
   *     together; empty otherwise
   */
  public UntrustedKey(
      String dataOwner,
      String keyId,
      String fingerprint,
      List<String> knownFingerprints,
      List<String> replacedFingerprints) {
    super(message(dataOwner, fingerprint, knownFingerprints, replacedFingerprints));
    this.dataOwner = dataOwner;
    this.keyId = keyId;
    this.fingerprint = fingerprint;
    this.knownFingerprints = List.copyOf(knownFingerprints);
    this.replacedFingerprints = List.copyOf(replacedFingerprints);
  }

  private static String message(
      String dataOwner, String fingerprint, List<String> known, List<String> replaced) {
    return replaced.isEmpty()
        ? "untrusted key of data owner "
            + dataOwner
            + ": its fingerprint is "
            + fingerprint
            + "; known: "
            + (known.isEmpty() ? "none" : String.join(" or ", known))
        : "the keys of data owner "
            + dataOwner
            + " were replaced, by that person or by somebody else: ask which fingerprint it is; "
            + String.join(" or ", replaced);
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

  /**
   * The fingerprints of all cards of an owner who is met for the first time and whose keys were
   * replaced: one that does not hang on the oldest is listed. Empty if that is not what is wrong.
   */
  public List<String> replacedFingerprints() {
    return replacedFingerprints;
  }
}
