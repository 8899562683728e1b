package dev.salus.sdk.error;

/** The key store has no key ring for a data owner, and nobody said what to do about it. */
public final class NoKeyRing extends ClientException {

  private final String dataOwner;

  /**
   * @param dataOwner whose ring is missing
   */
  public NoKeyRing(String dataOwner) {
    super("the key store has no key ring of data owner " + dataOwner);
    this.dataOwner = dataOwner;
  }

  /** Whose ring is missing. */
  public String dataOwner() {
    return dataOwner;
  }
}
