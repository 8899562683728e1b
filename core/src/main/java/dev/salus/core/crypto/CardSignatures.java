package dev.salus.core.crypto;

import dev.salus.api.Invalid;
import dev.salus.protocol.KeyCard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Verifies on a worker what a card signed, one message at a time. */
final class CardSignatures {

  private final Vertx vertx;

  CardSignatures(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Fails with {@link Invalid} unless the card signed the message.
   *
   * @param signature base64url
   * @param field where the signature stands in the body
   */
  Future<Void> require(KeyCard signer, byte[] message, String signature, String field) {
    return vertx
        .executeBlocking(() -> signer.verifies(message, signature), false)
        .compose(
            holds ->
                holds
                    ? Future.succeededFuture()
                    : Future.failedFuture(Invalid.at(field, "does not hold under that card")));
  }
}
