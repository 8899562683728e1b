package dev.salus.app.keys.session;

/** What a person is told of the fingerprints that they compared. */
public final class Comparisons {

  /** Why somebody is to be compared who was compared before. */
  public static final String PER_DEVICE =
      "Each device of yours knows only whom you compared on it, so this is done on each.";

  private Comparisons() {}
}
