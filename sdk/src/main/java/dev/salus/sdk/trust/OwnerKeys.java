package dev.salus.sdk.trust;

import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyRingSaver;
import io.vertx.core.Future;

/**
 * The keys of a connection's data owner, and whose keys they trust.
 *
 * @param ring the data owner's keys
 * @param saver keeps the ring
 * @param cards the cards of all data owners, as the ring trusts them
 */
public record OwnerKeys(KeyRing ring, KeyRingSaver saver, CardDirectory cards) {

  /** The data owner's id. */
  public String owner() {
    return ring.owner();
  }

  /** Completes once everything that is in the ring now is kept; as {@link KeyRingSaver#save}. */
  public Future<Void> save() {
    return saver.save();
  }
}
