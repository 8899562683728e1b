package dev.salus.sdk.error;

import dev.salus.sdk.crypto.Fingerprint;

/**
 * A rotation has not put the new key in place of the old one: meanwhile the new card was retired,
 * or nothing vouches for it. Whoever has the old key and the password can do that, so the old one
 * is still in use here. Change the password, which ends the other's sessions, then rotate again.
 */
public final class KeyNotReplaced extends ClientException {

  private final String keyId;

  /**
   * @param dataOwner whose key it is
   * @param keyId of the new key
   */
  public KeyNotReplaced(String dataOwner, String keyId) {
    super(
        "the new key (fingerprint "
            + Fingerprint.of(dataOwner, keyId)
            + ") is not in use: somebody else retired it, or nothing vouches for it. Change the"
            + " password first, then rotate again");
    this.keyId = keyId;
  }

  /** Of the new key. */
  public String keyId() {
    return keyId;
  }
}
