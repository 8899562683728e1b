package dev.salus.sdk.error;

/** A data owner has no live key card, so nothing can be shared with it. */
public final class NoUsableKey extends ClientException {

  private final String dataOwner;

  /**
   * @param dataOwner who has no card
   */
  public NoUsableKey(String dataOwner) {
    super("data owner " + dataOwner + " has no live key card; it has to log in with keys first");
    this.dataOwner = dataOwner;
  }

  /** Who has no card. */
  public String dataOwner() {
    return dataOwner;
  }
}
