package dev.salus.sdk.error;

import java.util.Collection;
import java.util.List;

/**
 * The key store has keys of others than the data owner that the server names, and nobody has said
 * whose this login uses: the server would choose. Nothing was made, published or shared.
 */
public final class UnboundAccount extends ClientException {

  private final List<String> kept;
  private final String answered;

  /**
   * @param kept whose keys the store has
   * @param answered whom the server named
   */
  public UnboundAccount(Collection<String> kept, String answered) {
    super(
        "the key store has keys of data owner "
            + String.join(", ", kept)
            + ", and nobody has said yet whose this login uses; the server says that it acts for "
            + answered
            + ": nothing was made or shared. Use a store for each person, or bind the login to the"
            + " one whose it is");
    this.kept = List.copyOf(kept);
    this.answered = answered;
  }

  /** Whose keys the store has. */
  public List<String> kept() {
    return kept;
  }

  /** Whom the server named. */
  public String answered() {
    return answered;
  }
}
