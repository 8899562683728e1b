package dev.salus.sdk.sharing;

import dev.salus.api.NotFound;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.crypto.CryptoFailure;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies and opens exchange records (protocol §3): signed by a trusted card of the delegator, an
 * entry for an own key, the commitment kept. Others are ignored and logged.
 */
final class ExchangeOpener {

  private static final Logger LOG = LoggerFactory.getLogger(ExchangeOpener.class);

  private final Vertx vertx;
  private final KeyRing keyRing;
  private final CardDirectory cards;
  private final EntryAttestations attestations;

  ExchangeOpener(Vertx vertx, KeyRing keyRing, CardDirectory cards) {
    this.vertx = vertx;
    this.keyRing = keyRing;
    this.cards = cards;
    this.attestations = new EntryAttestations(vertx, keyRing, cards::confirmed);
  }

  /** The record that this is; empty if it is none. */
  Optional<ExchangeRecord> parse(@Nullable Object json) {
    try {
      if (json instanceof JsonObject object) {
        return Optional.of(ExchangeRecord.parse(object));
      }
    } catch (ProtocolViolation violation) {
      LOG.warn("ignored an exchange record that breaks the protocol: {}", violation.kind());
    }
    return Optional.empty();
  }

  /** The opened record; empty if it is not to be believed or has no entry for an own key. */
  Future<Optional<OpenedExchange>> open(ExchangeRecord record) {
    if (!record.hasParty(keyRing.owner())) {
      return Future.succeededFuture(ignored(record, "it is between others"));
    }
    long delegate = keyRing.trustEpoch(record.delegate());
    return cards
        .cardsWith(record.delegator(), record.signedBy())
        .compose(
            signers ->
                keysThatMayOpen(record)
                    .compose(
                        keys -> open(record, signers, keys, since(record, signers, delegate))));
  }

  /**
   * Why a record that is not opened stays closed: {@link dev.salus.sdk.error.UntrustedKey} if it
   * has an entry for an own key and its signer's card is not trusted; else {@link NotFound}.
   */
  Future<RuntimeException> whyClosed(ExchangeRecord record) {
    NotFound closed = new NotFound("exchange " + record.id() + " cannot be opened");
    boolean forUs =
        record.hasParty(keyRing.owner())
            && keyRing.keys().stream().anyMatch(key -> record.sealed().containsKey(key.keyId()));
    return forUs
        ? cards
            .cardsWith(record.delegator(), record.signedBy())
            .map(signers -> whyClosed(record, signers, closed))
        : Future.succeededFuture(closed);
  }

  private static RuntimeException whyClosed(
      ExchangeRecord record, TrustedCards signers, NotFound closed) {
    boolean unknown =
        signers.card(record.signedBy()).isEmpty() && signers.valid(record.signedBy()).isPresent();
    return unknown ? signers.untrusted(record.signedBy()) : closed;
  }

  /** Whether nothing was decided about the cards of both parties since. */
  private BooleanSupplier since(ExchangeRecord record, TrustedCards signers, long delegate) {
    return () -> cards.isCurrent(signers) && keyRing.trustEpoch(record.delegate()) == delegate;
  }

  /**
   * The own keys whose entry counts. Where the signer is an own card that is trusted on somebody
   * else's word alone, that word has to be given for this record, too: whoever found the lost key
   * could have signed another one.
   */
  private Future<List<OwnerKey>> keysThatMayOpen(ExchangeRecord record) {
    List<OwnerKey> keys =
        keyRing.keys().stream().filter(key -> record.sealed().containsKey(key.keyId())).toList();
    if (keys.isEmpty() || !cards.isAttested(record.delegator(), record.signedBy())) {
      return Future.succeededFuture(keys);
    }
    return attestations
        .of(record)
        .map(
            holding ->
                holding.entrySet().stream()
                    .filter(each -> AttestedCards.of(each.getValue()).contains(record.signedBy()))
                    .map(Map.Entry::getKey)
                    .toList());
  }

  private Future<Optional<OpenedExchange>> open(
      ExchangeRecord record, TrustedCards signers, List<OwnerKey> keys, BooleanSupplier current) {
    return vertx.executeBlocking(() -> openNow(record, signers, keys, current), false);
  }

  private Optional<OpenedExchange> openNow(
      ExchangeRecord record, TrustedCards signers, List<OwnerKey> keys, BooleanSupplier current) {
    Optional<KeyCard> signer = signers.card(record.signedBy());
    if (signer.isEmpty()) {
      return ignored(record, "its signer's key is not trusted");
    }
    if (!signer.get().mayHaveSignedAt(record.createdAt())
        || !cards.signatures().holds(signer.get(), record.signedBytes(), record.signature())) {
      return ignored(record, "its signature does not hold");
    }
    if (record.delegator().equals(keyRing.owner())) {
      keyRing.leases().shown(record.signedBy(), record.createdAt());
    }
    return keys.stream().flatMap(key -> open(record, key, current).stream()).findFirst();
  }

  private static Optional<OpenedExchange> open(
      ExchangeRecord record, OwnerKey key, BooleanSupplier current) {
    try {
      ExchangeKey opened = ExchangeKey.open(record, key);
      return Optional.of(
          new OpenedExchange(
              record.delegator(), record.delegate(), record.createdAt(), opened, current));
    } catch (CryptoFailure failure) {
      return ignored(record, "its entry for this key " + failure.getMessage());
    }
  }

  private static Optional<OpenedExchange> ignored(ExchangeRecord record, String why) {
    LOG.warn("ignored exchange record {}: {}", record.id(), why);
    return Optional.empty();
  }
}
