package dev.salus.sdk.keys;

/**
 * What was decided about a key card (protocol §10): why it is trusted, or since when it is not.
 *
 * @param keyId of the card
 * @param how why it is trusted, for people to read: never empty
 * @param at since when, milliseconds since the epoch
 */
public record Pin(String keyId, String how, long at) {

  /** An own card that was retired, also if the server hides that; {@code at} is when. */
  public static final String RETIRED = "retired";
}
