package dev.salus.sdk;

import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyStore;

/** Where a connection has its keys from. */
public sealed interface KeySource {

  /** No keys, as for an administrator, who then sees entities as they are stored. */
  record None() implements KeySource {}

  /**
   * A ring that the application opened, keeps after changes and wipes.
   *
   * @param keyRing of the user's data owner
   */
  record Given(KeyRing keyRing) implements KeySource {}

  /**
   * A store from which the SDK loads the ring of the user's data owner, to which it writes after
   * changes, and whose ring it wipes when it closes.
   *
   * @param store where the ring is kept
   * @param firstUse decides if the store has none
   */
  record Kept(KeyStore store, FirstUse firstUse) implements KeySource {}
}
