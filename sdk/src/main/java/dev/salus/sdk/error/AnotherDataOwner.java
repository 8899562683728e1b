package dev.salus.sdk.error;

import org.jspecify.annotations.Nullable;

/**
 * The server says that the user acts for another data owner than the one whose keys are at hand.
 * Nothing was made, published or shared.
 */
public final class AnotherDataOwner extends ClientException {

  private final String kept;
  private final @Nullable String answered;

  /**
   * @param kept whose keys are at hand
   * @param answered whom the server named; null for nobody
   */
  public AnotherDataOwner(String kept, @Nullable String answered) {
    super(
        "the keys of this login are those of data owner "
            + kept
            + ", but the server says that it acts for "
            + (answered == null ? "none" : answered)
            + ": nothing was made or shared");
    this.kept = kept;
    this.answered = answered;
  }

  /** Whose keys are at hand. */
  public String kept() {
    return kept;
  }

  /** Whom the server named; null for nobody. */
  public @Nullable String answered() {
    return answered;
  }
}
