package dev.salus.sdk.error;

import java.util.List;

/**
 * A fingerprint that a human compared is not that of the key in question (protocol §10): a mistake
 * in reading it out, or a key that somebody slipped in. Nothing was trusted. The message has no
 * fingerprint: a person would type it in, and confirm whatever key is listed.
 */
public final class FingerprintMismatch extends ClientException {

  private final String dataOwner;
  private final List<String> listedFingerprints;

  /**
   * @param dataOwner whose key it should have been
   * @param listedFingerprints those of the keys that it was compared with; empty if there are none
   */
  public FingerprintMismatch(String dataOwner, List<String> listedFingerprints) {
    super(
        "that is not the fingerprint of a key of data owner "
            + dataOwner
            + " (keys that it was compared with: "
            + listedFingerprints.size()
            + ")");
    this.dataOwner = dataOwner;
    this.listedFingerprints = List.copyOf(listedFingerprints);
  }

  /** Whose key it should have been. */
  public String dataOwner() {
    return dataOwner;
  }

  /** Those of the keys that it was compared with; not for the person who is to compare them. */
  public List<String> listedFingerprints() {
    return listedFingerprints;
  }
}
