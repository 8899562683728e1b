package dev.salus.core.crypto;

import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.core.fair.FairWorkers;
import dev.salus.protocol.Attestation;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import io.vertx.core.Future;
import java.time.Clock;

/**
 * What the server checks of an exchange record and of an entry added to one (protocol §3, §5,
 * §9.3). Signatures are verified in turns by owner. A check that fails is {@link Invalid} naming
 * the field.
 */
final class ExchangeRules {

  private final CardSignatures signatures;
  private final Clock clock;

  ExchangeRules(FairWorkers workers, Clock clock) {
    this.signatures = new CardSignatures(workers);
    this.clock = clock;
  }

  /**
   * Checks a new record.
   *
   * @param cards those of its parties
   */
  Future<Void> checkNew(ExchangeRecord record, PartyCards cards) {
    if (!SignedDates.isNow(clock, record.createdAt())) {
      throw Invalid.at("createdAt", "must be within 5 minutes of the server's clock");
    }
    KeyCard signer =
        cards
            .delegator()
            .live(record.signedBy())
            .orElseThrow(
                () -> Invalid.at("signedBy", "must be an unretired card of the delegator"));
    for (String keyId : record.sealed().keySet()) {
      if (cards.withLive(keyId).isEmpty()) {
        throw Invalid.at(
            "sealed." + keyId, "must be for an unretired card of the delegator or the delegate");
      }
    }
    requireEntryFor(record, cards.delegator(), "delegator");
    requireEntryFor(record, cards.delegate(), "delegate");
    if (!record.attestations().isEmpty()) {
      throw Invalid.at("attestations", "come with entries that are added later");
    }
    return signatures.require(signer, record.signedBytes(), record.signature(), "signature");
  }

  private static void requireEntryFor(ExchangeRecord record, OwnerCards cards, String party) {
    if (record.sealed().keySet().stream().noneMatch(keyId -> cards.live(keyId).isPresent())) {
      throw Invalid.at("sealed", "must have an entry for a card of the " + party);
    }
  }

  /**
   * Checks an entry that a party adds.
   *
   * @param record as stored
   * @param adder the party
   * @param cards those of the record's parties
   */
  Future<Void> checkAdded(
      ExchangeRecord record, SealedEntry entry, String adder, PartyCards cards) {
    OwnerCards receiver =
        cards
            .withLive(entry.keyId())
            .orElseThrow(
                () ->
                    Invalid.at(
                        "keyId", "must be an unretired card of the delegator or the delegate"));
    if (record.sealed().containsKey(entry.keyId()) && !receiver.owner().equals(adder)) {
      return Future.failedFuture(
          new Conflict("there is an entry for this card, and it is another's to replace", null));
    }
    return entry.attestation() == null
        ? Future.succeededFuture()
        : checkAttestation(record, entry.keyId(), entry.attestation(), cards.of(adder), receiver);
  }

  private Future<Void> checkAttestation(
      ExchangeRecord record,
      String keyId,
      Attestation attestation,
      OwnerCards adders,
      OwnerCards receiver) {
    KeyCard signer =
        adders
            .live(attestation.by())
            .orElseThrow(
                () -> Invalid.at("attestation.by", "must be an unretired card of the caller"));
    if (!SignedDates.isNow(clock, attestation.at())) {
      throw Invalid.at("attestation.at", "must be within 5 minutes of the server's clock");
    }
    if (attestation.knew().keySet().stream().anyMatch(knew -> receiver.find(knew).isEmpty())) {
      throw Invalid.at("attestation.knew", "must be cards of the one whom access is given back to");
    }
    byte[] message = attestation.signedBytes(record.id(), record.commitment(), keyId);
    return signatures.require(signer, message, attestation.signature(), "attestation.signature");
  }
}
