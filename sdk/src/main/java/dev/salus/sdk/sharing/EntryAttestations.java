package dev.salus.sdk.sharing;

import dev.salus.core.protocol.Attestation;
import dev.salus.core.protocol.ExchangeRecord;
import dev.salus.core.protocol.KeyCard;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

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

  /** The attestations that hold, by the own key whose entry they are of; the oldest key first. */
  Future<Map<OwnerKey, Attestation>> of(ExchangeRecord record) {
    Map<OwnerKey, Attestation> said = new LinkedHashMap<>();
    for (OwnerKey key : keyRing.keys()) {
      Attestation attestation = record.attestations().get(key.keyId());
      if (attestation != null) {
        said.put(key, attestation);
      }
    }
    if (said.isEmpty()) {
      return Future.succeededFuture(said);
    }
    List<Future<TrustedCards>> parties =
        Stream.of(record.delegator(), record.delegate()).distinct().map(confirmed).toList();
    return Future.all(parties)
        .map(all -> parties.stream().map(Future::result).toList())
        .compose(known -> vertx.executeBlocking(() -> holding(record, said, known), false));
  }

  private static Map<OwnerKey, Attestation> holding(
      ExchangeRecord record, Map<OwnerKey, Attestation> said, List<TrustedCards> parties) {
    Map<OwnerKey, Attestation> holding = new LinkedHashMap<>(said);
    holding.entrySet().removeIf(each -> !holds(record, each.getKey(), each.getValue(), parties));
    return holding;
  }

  private static boolean holds(
      ExchangeRecord record, OwnerKey key, Attestation attestation, List<TrustedCards> parties) {
    byte[] message =
        Attestation.signedBytes(record.id(), record.commitment(), key.keyId(), attestation.knew());
    return parties.stream()
        .flatMap(party -> party.card(attestation.by()).stream())
        .anyMatch((KeyCard by) -> by.verifies(message, attestation.signature()));
  }
}
