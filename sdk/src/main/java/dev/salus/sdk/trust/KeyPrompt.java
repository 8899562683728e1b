package dev.salus.sdk.trust;

import java.util.List;

/**
 * A key that a human is asked about.
 *
 * @param dataOwner whose it is said to be
 * @param keyId identifies the key
 * @param fingerprint what that person's own device shows for it, twelve groups of five digits
 * @param knownFingerprints of the keys of that data owner that are trusted already
 */
public record KeyPrompt(
    String dataOwner, String keyId, String fingerprint, List<String> knownFingerprints) {
  /** Copies the list. */
  public KeyPrompt {
    knownFingerprints = List.copyOf(knownFingerprints);
  }
}
