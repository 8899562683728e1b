package dev.salus.core.crypto;

import dev.salus.api.Invalid;
import dev.salus.core.fair.FairWorkers;
import dev.salus.protocol.KeyCard;
import io.vertx.core.Future;

/** Verifies what a card signed, one message at a time, in turns by the card's owner. */
final class CardSignatures {

  private final FairWorkers workers;

  CardSignatures(FairWorkers workers) {
    this.workers = workers;
  }

  /**
   * Fails with {@link Invalid} unless the card signed the message.
   *
   * @param signature base64url
   * @param field where the signature stands in the body
   */
  Future<Void> require(KeyCard signer, byte[] message, String signature, String field) {
    return workers
        .run(signer.owner(), () -> signer.verifies(message, signature))
        .compose(
            holds ->
                holds
                    ? Future.succeededFuture()
                    : Future.failedFuture(Invalid.at(field, "does not hold under that card")));
  }
}
