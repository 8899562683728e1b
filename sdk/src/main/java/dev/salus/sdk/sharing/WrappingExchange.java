package dev.salus.sdk.sharing;

import dev.salus.protocol.KeyCard;
import dev.salus.sdk.trust.TrustedCards;
import java.util.Set;

/**
 * An exchange under which something new may be wrapped.
 *
 * @param exchange from the key ring's owner
 * @param sealedTo keyIds that it is sealed to
 */
record WrappingExchange(OpenedExchange exchange, Set<String> sealedTo) {

  /** Copies the set. */
  WrappingExchange {
    sealedTo = Set.copyOf(sealedTo);
  }

  /**
   * Whether it is fit for these parties as their cards are now: made after any of their cards was
   * retired (protocol §3), and sealed to every device of the delegate that is there to read.
   */
  boolean isFit(TrustedCards own, TrustedCards to) {
    return isFit(exchange.createdAt(), sealedTo, own, to);
  }

  /** {@link #isFit(TrustedCards, TrustedCards)} of a record that is not opened yet. */
  static boolean isFit(long createdAt, Set<String> sealedTo, TrustedCards own, TrustedCards to) {
    return createdAt > Math.max(own.latestRetirement(), to.latestRetirement())
        && to.live().stream().map(KeyCard::keyId).allMatch(sealedTo::contains);
  }
}
