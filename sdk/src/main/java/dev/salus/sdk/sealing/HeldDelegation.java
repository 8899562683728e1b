package dev.salus.sdk.sealing;

import dev.salus.core.protocol.DelegationGraph.Held;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.sharing.OpenedExchange;
import org.jspecify.annotations.Nullable;

/**
 * A valid delegation of the reader with the exchanges that open it.
 *
 * @param held the delegation
 * @param own its exchange; null if the reader cannot open that
 * @param wrapping the exchange under which the entity key is wrapped; null if the reader cannot
 *     open that, or no key is given
 */
record HeldDelegation(Held held, @Nullable OpenedExchange own, @Nullable OpenedExchange wrapping) {

  /** Refuses exchanges that are not between those who they have to be between. */
  void requireParties(String entityId, String reader) {
    boolean right =
        (own == null || own.isBetween(held.grant().by(), reader))
            && (wrapping == null || wrapping.delegate().equals(reader));
    if (!right) {
      throw new TamperedEntity(entityId, What.EXCHANGE);
    }
  }
}
