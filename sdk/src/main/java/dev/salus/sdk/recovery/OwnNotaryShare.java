package dev.salus.sdk.recovery;

import dev.salus.protocol.NotarySet;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.crypto.CryptoFailure;
import dev.salus.sdk.crypto.NotaryShare;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RecoveryRefused.Reason;
import dev.salus.sdk.keys.KeyRing;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The share that a notary keeps, as the server has it sealed to the notary's cards. */
final class OwnNotaryShare {

  private OwnNotaryShare() {}

  /**
   * The share in the server's answer, which the set commits to. A worker's job.
   *
   * @throws RecoveryRefused for {@link Reason#SHARE} if there is none
   */
  static NotaryShare open(KeyRing ring, NotarySet set, JsonObject answer) {
    Object sealed = answer.getValue("sealed");
    return ring.keys().stream()
        .flatMap(key -> open(set, key, sealed).stream())
        .findFirst()
        .orElseThrow(() -> new RecoveryRefused(Reason.SHARE));
  }

  /** An entry for each card, or one that does not say for which. */
  private static Optional<NotaryShare> open(NotarySet set, OwnerKey key, Object sealed) {
    Object entry = sealed instanceof JsonObject all ? all.getValue(key.keyId()) : sealed;
    return entry instanceof String text ? open(set, key, text) : Optional.empty();
  }

  private static Optional<NotaryShare> open(NotarySet set, OwnerKey key, String entry) {
    try {
      return Optional.of(NotaryShare.open(set, key, entry));
    } catch (CryptoFailure | ProtocolViolation failure) {
      return Optional.empty();
    }
  }
}
