package dev.salus.sdk.error;

/**
 * Something was signed with a key that had been retired before (protocol §2): it is not known
 * whether its owner did, or whoever found the device.
 */
public final class RetiredKey extends ClientException {

  private final String dataOwner;
  private final String keyId;
  private final long retiredAt;

  /**
   * @param dataOwner whose key it is
   * @param keyId the key's
   * @param retiredAt since when it is retired, milliseconds since the epoch
   */
  public RetiredKey(String dataOwner, String keyId, long retiredAt) {
    super(
        "signed with the key "
            + keyId
            + " of data owner "
            + dataOwner
            + " after that was retired, "
            + retiredAt);
    this.dataOwner = dataOwner;
    this.keyId = keyId;
    this.retiredAt = retiredAt;
  }

  /** Whose key it is. */
  public String dataOwner() {
    return dataOwner;
  }

  /** The key's id. */
  public String keyId() {
    return keyId;
  }

  /** Since when it is retired, milliseconds since the epoch. */
  public long retiredAt() {
    return retiredAt;
  }
}
