package dev.salus.storage;

/**
 * A setting of a store plugin that is missing, unknown or unusable, or that has to change before
 * the store can be opened. What is wrong is told without any secret.
 */
public final class StoreOptionException extends IllegalArgumentException {

  private final String option;
  private final String why;

  /**
   * The message is {@code the STORE store's option OPTION WHY}.
   *
   * @param store the plugin's name
   * @param option the setting's name, for whoever knows how it was typed
   * @param why what is wrong with it and what it should be, to be read after its name
   */
  public StoreOptionException(String store, String option, String why) {
    super("the " + store + " store's option " + option + " " + why);
    this.option = option;
    this.why = why;
  }

  /** The setting's name. */
  public String option() {
    return option;
  }

  /** What is wrong with it, to be read after its name. */
  public String why() {
    return why;
  }
}
