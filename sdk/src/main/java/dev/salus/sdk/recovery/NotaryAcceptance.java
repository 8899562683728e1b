package dev.salus.sdk.recovery;

import dev.salus.api.NotFound;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.SetAcceptance;
import dev.salus.sdk.crypto.FingerprintText;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RecoveryRefused.Reason;
import dev.salus.sdk.keys.Pin;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
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
    Map<String, List<Pin>> known = keys.ring().allPins();
    return served(setId)
        .compose(
            set ->
                keys.cards()
                    .decisions()
                    .confirm(set.owner(), fingerprint, known.getOrDefault(set.owner(), List.of()))
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
        .compose(
            owners ->
                server
                    .notaryShare(set.setId(), keys.owner())
                    .compose(
                        answer -> vertx.executeBlocking(() -> requireShare(set, answer), false))
                    .compose(opened -> serve(set, owners)))
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

  /** What was decided while the server had the question is later than what it was asked for. */
  private Future<Void> serve(NotarySet set, TrustedCards owners) {
    keys.cards().requireCurrent(owners);
    keys.ring().notarySets().serve(set.setId(), NotarySetDirectory.served(set));
    return keys.save();
  }

  private static TrustedCards requireSigned(NotarySet set, TrustedCards owners) {
    if (!NotarySetDirectory.isSigned(set, owners)) {
      throw new RecoveryRefused(Reason.SET);
    }
    return owners;
  }

  /** Better found now than when it is needed. */
  private @Nullable Void requireShare(NotarySet set, JsonObject answer) {
    OwnNotaryShare.open(keys.ring(), set, answer).close();
    return null;
  }
}
