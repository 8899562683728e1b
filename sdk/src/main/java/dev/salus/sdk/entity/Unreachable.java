package dev.salus.sdk.entity;

import dev.salus.api.NotFound;
import dev.salus.sdk.crypto.CryptoFailure;
import dev.salus.sdk.error.NoUsableKey;
import dev.salus.sdk.error.UntrustedKey;

/** Why something cannot be sealed to a delegate now, which is nobody else's to wait for. */
final class Unreachable {

  private Unreachable() {}

  /**
   * Whether a failure says of one delegate that nothing can be sealed to it, as long as it does
   * nothing about it; not one that passes by itself, or that concerns others too.
   */
  static boolean isFor(Throwable failure) {
    return failure instanceof NoUsableKey
        || failure instanceof UntrustedKey
        || failure instanceof NotFound
        || failure instanceof CryptoFailure;
  }
}
