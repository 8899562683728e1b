package dev.salus.sdk.recovery;

import dev.salus.api.NotFound;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.SetAcceptance;
import dev.salus.sdk.crypto.FingerprintText;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RecoveryRefused.Reason;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * A notary takes on a set (protocol §9.4) while its owner still has the keys: the set and the card
 * that signed it are remembered, nothing else is ever approved, and the owner is told.
 */
final class NotaryAcceptance {

  private final Vertx vertx;
  private final ServerApi server;
  private final OwnerKeys keys;
  private final NotarySetDirectory sets;
  private final Clock clock;

  NotaryAcceptance(
      Vertx vertx, ServerApi server, Clock clock, OwnerKeys keys, NotarySetDirectory sets) {
    this.vertx = vertx;
    this.server = server;
    this.clock = clock;
    this.keys = keys;
    this.sets = sets;
  }

  /** After a human has compared the owner's fingerprint. */
  Future<Void> accept(String setId, FingerprintText fingerprint) {
    return served(setId)
        .compose(
            set ->
                keys.cards()
                    .decisions()
                    .confirm(set.owner(), fingerprint)
                    .compose(confirmed -> acceptSigned(set)));
  }

  /** Of an owner whose card was compared before. */
  Future<Void> accept(String setId) {
    return served(setId).compose(this::acceptSigned);
  }

  private Future<NotarySet> served(String setId) {
    return sets.all()
        .map(
            all ->
                all.stream()
                    .map(NotarySetDirectory.Listed::set)
                    .filter(set -> set.setId().equals(setId) && set.has(keys.owner()))
                    .findFirst()
                    .orElseThrow(() -> new NotFound("you are not appointed to such a set")));
  }

  private Future<Void> acceptSigned(NotarySet set) {
    return keys.cards()
        .confirmed(set.owner())
        .map(TrustedCards::requireLive)
        .map(owners -> requireSigned(set, owners))
        .compose(signed -> server.notaryShare(set.setId(), keys.owner()))
        .compose(answer -> vertx.executeBlocking(() -> requireShare(set, answer), false))
        .compose(
            opened -> {
              keys.ring().notarySets().serve(set.setId(), NotarySetDirectory.served(set));
              return keys.save();
            })
        .compose(saved -> tell(set));
  }

  /** After it is kept: the owner relies on it. */
  private Future<Void> tell(NotarySet set) {
    long at = clock.millis();
    OwnerKey signer = keys.ring().signer(at);
    byte[] message = SetAcceptance.signedBytes(set, keys.owner(), at);
    SetAcceptance acceptance = new SetAcceptance(at, signer.keyId(), signer.sign(message));
    return server.acceptNotarySet(set.setId(), keys.owner(), acceptance.toJson()).mapEmpty();
  }

  private static NotarySet requireSigned(NotarySet set, TrustedCards owners) {
    if (!NotarySetDirectory.isSigned(set, owners)) {
      throw new RecoveryRefused(Reason.SET);
    }
    return set;
  }

  /** Better found now than when it is needed. */
  private @Nullable Void requireShare(NotarySet set, JsonObject answer) {
    OwnNotaryShare.open(keys.ring(), set, answer).close();
    return null;
  }
}
