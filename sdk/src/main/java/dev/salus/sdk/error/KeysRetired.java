package dev.salus.sdk.error;

/**
 * All keys of this device are retired, as those of a ring that was restored from before a rotation:
 * they open what they could open, and sign nothing any more. Nothing was written. {@code
 * deviceApi().rotate} makes a new key; others have to confirm it, since nothing vouches for it.
 */
public final class KeysRetired extends ClientException {

  private final String dataOwner;

  /**
   * @param dataOwner whose keys they are
   */
  public KeysRetired(String dataOwner) {
    super(
        "all keys of this device are retired, so it writes nothing for data owner "
            + dataOwner
            + ": rotate them, which makes a new one, and have others compare its fingerprint");
    this.dataOwner = dataOwner;
  }

  /** Whose keys they are. */
  public String dataOwner() {
    return dataOwner;
  }
}
