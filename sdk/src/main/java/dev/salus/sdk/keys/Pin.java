package dev.salus.sdk.keys;

import org.jspecify.annotations.Nullable;

/**
 * What was decided about a key card (protocol §10): why it is trusted, or since when it is not. A
 * ring has at most one for each card and {@code how}.
 *
 * @param keyId of the card
 * @param how why it is trusted or not, for people to read: never empty
 * @param at when this was decided, milliseconds since the epoch
 * @param until the date up to which the card verifies, milliseconds since the epoch; null where
 *     that is not what was decided
 */
public record Pin(String keyId, String how, long at, @Nullable Long until) {

  /** An own card that was retired, also if the server hides that; {@code until} is when. */
  public static final String RETIRED = "retired";

  /** A card that the policy took when its owner was met first. */
  public static final String FIRST_USE = "firstUse";

  /** Without a date up to which it verifies. */
  public Pin(String keyId, String how, long at) {
    this(keyId, how, at, null);
  }

  /** Whether it says the same of the same card, whenever that was. */
  boolean isAbout(Pin other) {
    return keyId.equals(other.keyId) && how.equals(other.how);
  }

  /**
   * Of two that say the same the later, but of two first uses the first; it verifies up to the
   * earlier of both dates.
   */
  Pin joined(Pin other) {
    long when = how.equals(FIRST_USE) ? Math.min(at, other.at) : Math.max(at, other.at);
    return new Pin(keyId, how, when, earlier(until, other.until));
  }

  private static @Nullable Long earlier(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Long.min(one, other);
  }
}
