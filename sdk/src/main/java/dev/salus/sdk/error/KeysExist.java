package dev.salus.sdk.error;

/**
 * New keys were to be made for a data owner who has key cards already: they would open nothing of
 * what was shared before. Nothing was made.
 */
public final class KeysExist extends ClientException {

  private final String dataOwner;

  /**
   * @param dataOwner who has cards
   */
  public KeysExist(String dataOwner) {
    super(
        "data owner "
            + dataOwner
            + " has keys already: restore them by recovery key or by notaries, add this device and"
            + " let it in from another one, or ask others to give access back");
    this.dataOwner = dataOwner;
  }

  /** Who has cards. */
  public String dataOwner() {
    return dataOwner;
  }
}
