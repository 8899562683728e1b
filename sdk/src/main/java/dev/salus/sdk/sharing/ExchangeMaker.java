package dev.salus.sdk.sharing;

import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.Ids;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.trust.TrustedCards;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
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
   * A new record, sealed to all live cards of both.
   *
   * @param distrusted when a card of theirs was last distrusted
   */
  MadeExchange make(TrustedCards own, TrustedCards to, long distrusted) {
    long retired = Math.max(own.latestRetirement(), to.latestRetirement());
    long createdAt = Math.max(clock.millis(), Math.max(retired, distrusted) + 1);
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
    OpenedExchange opened = new OpenedExchange(own.owner(), to.owner(), createdAt, key);
    return new MadeExchange(record, new WrappingExchange(opened, record.sealed().keySet()));
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
