package dev.salus.gateway.token;

import java.time.Duration;

/**
 * What access tokens say and how many are remembered.
 *
 * @param issuer the {@code iss} of tokens, which is checked too
 * @param lifetime how long a token is good for, at most 15 minutes; whole seconds
 * @param remembered the most verified tokens that are remembered at a time
 * @param verifying the most unknown tokens that wait to be verified at a time; further ones are
 *     answered with 503
 */
public record TokenSettings(String issuer, Duration lifetime, int remembered, int verifying) {

  /** The {@code aud} of every token. */
  public static final String AUDIENCE = "salus";

  /** The longest that a token may be good for. */
  public static final Duration MAX_LIFETIME = Duration.ofMinutes(15);

  /** Refuses what would weaken the tokens. */
  public TokenSettings {
    if (lifetime.toSeconds() < 1 || lifetime.compareTo(MAX_LIFETIME) > 0) {
      throw new IllegalArgumentException("lifetime must be from 1 second to 15 minutes");
    }
    if (issuer.isEmpty() || remembered < 1 || verifying < 1) {
      throw new IllegalArgumentException("issuer, remembered and verifying must be given");
    }
  }

  /** Issuer {@code salus}, 15 minutes, 20 000 remembered, 1 000 waiting. */
  public static TokenSettings defaults() {
    return new TokenSettings("salus", MAX_LIFETIME, 20_000, 1_000);
  }
}
