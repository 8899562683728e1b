package dev.salus.sdk.sharing;

import dev.salus.api.Conflict;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.Ids;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.FitExchange;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.TrustedCards;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Makes exchange records of the key ring's owner (protocol §3). A worker's job. */
final class ExchangeMaker {

  private final KeyRing keyRing;
  private final Clock clock;
  private final SecureRandom random;

  /**
   * A new record.
   *
   * @param record for the server
   * @param opened for its maker
   */
  record MadeExchange(ExchangeRecord record, WrappingExchange opened) {}

  ExchangeMaker(KeyRing keyRing, Clock clock, SecureRandom random) {
    this.keyRing = keyRing;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A new record, sealed to all live cards of both, and remembered in the ring as fit for wrapping.
   *
   * @throws Conflict if something was decided about these cards since they were looked up
   */
  MadeExchange make(TrustedCards own, TrustedCards to) {
    long createdAt = clock.millis();
    ExchangeKey key = ExchangeKey.generate(Ids.random(random), random);
    OwnerKey signer = keyRing.signer(createdAt);
    byte[] message =
        ExchangeRecord.signedBytes(
            key.exchangeId(), own.owner(), to.owner(), createdAt, key.commitment());
    ExchangeRecord record =
        new ExchangeRecord(
            key.exchangeId(),
            own.owner(),
            to.owner(),
            createdAt,
            key.commitment(),
            signer.keyId(),
            signer.sign(message),
            sealed(key, signer, own, to),
            Map.of());
    Set<String> sealedTo = record.sealed().keySet();
    FitExchange fit = WrappingExchange.remembered(record.id(), sealedTo, own, to);
    if (!keyRing.rememberFit(to.owner(), fit, own.epoch(), to.epoch())) {
      throw CardDirectory.trustChanged();
    }
    OpenedExchange opened =
        new OpenedExchange(
            own.owner(), to.owner(), createdAt, key, () -> isFit(to.owner(), record.id()));
    return new MadeExchange(record, new WrappingExchange(opened, sealedTo));
  }

  /** Whether nothing was decided since that makes an exchange unfit for wrapping. */
  boolean isFit(String delegate, String exchangeId) {
    return keyRing.fitExchanges(delegate).stream().anyMatch(fit -> fit.id().equals(exchangeId));
  }

  private Map<String, String> sealed(
      ExchangeKey key, OwnerKey signer, TrustedCards own, TrustedCards to) {
    Map<String, String> sealed = new LinkedHashMap<>();
    Stream<KeyCard> live = Stream.concat(own.live().stream(), to.live().stream());
    // the own card also where the server hides it: the delegator must be able to open it again
    Stream.concat(Stream.of(signer.card()), live)
        .forEach(
            card ->
                sealed.computeIfAbsent(
                    card.keyId(), keyId -> key.sealTo(card, own.owner(), to.owner(), random)));
    return sealed;
  }
}
