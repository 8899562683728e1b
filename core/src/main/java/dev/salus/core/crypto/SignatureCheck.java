package dev.salus.core.crypto;

import dev.salus.protocol.KeyCard;

/** What is costly about a verification. */
@FunctionalInterface
interface SignatureCheck {

  /**
   * Whether a card signed a message.
   *
   * @param signature base64url
   */
  boolean holds(KeyCard card, byte[] message, String signature);
}
