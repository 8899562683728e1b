package dev.salus.sdk.error;

/**
 * A rotation has not put the new key in place of the old one: meanwhile the new card was retired,
 * or nothing vouches for it. Whoever has the old key and the password can do that, so the old one
 * is still in use here. Change the password, which ends the other's sessions, then rotate again.
 */
public final class KeyNotReplaced extends ClientException {

  private final String keyId;

  /**
   * @param fingerprint of the new key, for people
   * @param keyId of the new key
   */
  public KeyNotReplaced(String fingerprint, String keyId) {
    super(
        "the new key (fingerprint "
            + fingerprint
            + ") is not in use: somebody else retired it, or nothing vouches for it. Change the"
            + " password first, then rotate again");
    this.keyId = keyId;
  }

  /** Of the new key. */
  public String keyId() {
    return keyId;
  }
}
