package dev.salus.sdk.sealing;

import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.sharing.OpenedExchange;
import org.jspecify.annotations.Nullable;

/**
 * A valid delegation of the reader, or one that the reader gave, with the exchanges that open it.
 *
 * @param held the delegation
 * @param own its exchange; null if the reader cannot open that
 * @param wrapping the exchange under which the entity key is wrapped; null if the reader cannot
 *     open that, or no key is given
 * @param untrusted whose key keeps {@code wrapping} closed; null if that is not why, or it is open
 */
record HeldDelegation(
    Held held,
    @Nullable OpenedExchange own,
    @Nullable OpenedExchange wrapping,
    @Nullable UntrustedKey untrusted) {

  /** Whether the reader can open all that is in it. */
  boolean isOpen() {
    return (held.delegation().link() == null || own != null)
        && (held.delegation().wrapped() == null || wrapping != null);
  }

  /** Whether the reader can open the entity key in it. */
  boolean hasKey() {
    return held.delegation().wrapped() != null && wrapping != null;
  }

  /**
   * The data owner who made the wrap, as far as that can be told: nobody signs it. A re-key names
   * an exchange of whoever made it, unless that is a party of the delegation's own.
   */
  String wrappedBy() {
    return wrapping == null || held.delegation().wrapExchange() == null
        ? held.grant().by()
        : wrapping.delegator();
  }

  /** Refuses exchanges that are not between those who they have to be between. */
  void requireParties(String entityId) {
    String delegate = held.delegation().delegate();
    boolean right =
        (own == null || own.isBetween(held.grant().by(), delegate))
            && (wrapping == null || wrapping.delegate().equals(delegate));
    if (!right) {
      throw new TamperedEntity(entityId, What.EXCHANGE, held.grant().by());
    }
  }
}
