package dev.salus.sdk.sharing;

import dev.salus.protocol.Attestation;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Why entries for own keys were added to exchange records (protocol §9.3). An attestation holds if
 * a card of one of the record's parties signed it whose trust goes back to a human's comparison, a
 * proof or an own key: first use is not enough.
 */
final class EntryAttestations {

  private final Vertx vertx;
  private final KeyRing keyRing;
  private final Function<String, Future<TrustedCards>> confirmed;

  /**
   * @param confirmed finds a data owner's cards as far as they go back to more than first use
   */
  EntryAttestations(
      Vertx vertx, KeyRing keyRing, Function<String, Future<TrustedCards>> confirmed) {
    this.vertx = vertx;
    this.keyRing = keyRing;
    this.confirmed = confirmed;
  }

  /** {@link #of} by own cards only, as of another own device. */
  Future<Map<OwnerKey, Attestation>> ofOwn(ExchangeRecord record) {
    Map<OwnerKey, Attestation> said = said(record);
    return said.isEmpty() ? Future.succeededFuture(said) : byParty(record, keyRing.owner(), said);
  }

  /** The attestations that hold, by the own key whose entry they are of; the oldest key first. */
  Future<Map<OwnerKey, Attestation>> of(ExchangeRecord record) {
    Map<OwnerKey, Attestation> said = said(record);
    if (said.isEmpty()) {
      return Future.succeededFuture(said);
    }
    return byParty(record, keyRing.owner(), said)
        .compose(
            byOwn ->
                byOwn.size() == said.size()
                    ? Future.succeededFuture(byOwn)
                    : byParty(record, counterpart(record), said).map(more -> all(byOwn, more)));
  }

  private Map<OwnerKey, Attestation> said(ExchangeRecord record) {
    Map<OwnerKey, Attestation> said = new LinkedHashMap<>();
    for (OwnerKey key : keyRing.keys()) {
      Attestation attestation = record.attestations().get(key.keyId());
      if (attestation != null) {
        said.put(key, attestation);
      }
    }
    return said;
  }

  private String counterpart(ExchangeRecord record) {
    return record.delegator().equals(keyRing.owner()) ? record.delegate() : record.delegator();
  }

  private Future<Map<OwnerKey, Attestation>> byParty(
      ExchangeRecord record, String party, Map<OwnerKey, Attestation> said) {
    return confirmed
        .apply(party)
        .compose(cards -> vertx.executeBlocking(() -> holding(record, said, cards), false));
  }

  private static Map<OwnerKey, Attestation> all(
      Map<OwnerKey, Attestation> some, Map<OwnerKey, Attestation> others) {
    Map<OwnerKey, Attestation> all = new LinkedHashMap<>(some);
    all.putAll(others);
    return all;
  }

  private static Map<OwnerKey, Attestation> holding(
      ExchangeRecord record, Map<OwnerKey, Attestation> said, TrustedCards party) {
    Map<OwnerKey, Attestation> holding = new LinkedHashMap<>(said);
    holding.entrySet().removeIf(each -> !holds(record, each.getKey(), each.getValue(), party));
    return holding;
  }

  private static boolean holds(
      ExchangeRecord record, OwnerKey key, Attestation attestation, TrustedCards party) {
    byte[] message = attestation.signedBytes(record.id(), record.commitment(), key.keyId());
    return party
        .card(attestation.by())
        .filter(by -> by.mayHaveSignedAt(attestation.at()))
        .filter(by -> by.verifies(message, attestation.signature()))
        .isPresent();
  }
}
