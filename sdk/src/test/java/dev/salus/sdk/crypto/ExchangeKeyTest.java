package dev.salus.sdk.crypto;

import static dev.salus.sdk.crypto.TestKeys.ALICE;
import static dev.salus.sdk.crypto.TestKeys.BOB;
import static dev.salus.sdk.crypto.TestKeys.ENTITY;
import static dev.salus.sdk.crypto.TestKeys.EXCHANGE;
import static dev.salus.sdk.crypto.TestKeys.RANDOM;
import static dev.salus.sdk.crypto.TestKeys.fails;
import static dev.salus.sdk.crypto.TestKeys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.sdk.crypto.CryptoFailure.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExchangeKeyTest {

  private final OwnerKey alice = key(ALICE);
  private final OwnerKey bob = key(BOB);
  private final ExchangeKey exchange = ExchangeKey.generate(EXCHANGE, RANDOM);

  private ExchangeRecord record(String id, String delegator, String commitment, String entry) {
    return new ExchangeRecord(
        id, delegator, BOB, 1, commitment, alice.keyId(), "", Map.of(bob.keyId(), entry), Map.of());
  }

  @Test
  void theDelegateOpensIt() {
    String entry = exchange.sealTo(bob.card(), ALICE, BOB);
    assertThat(Base64Url.decode(entry, "entry")).hasSize(ExchangeRecord.SEALED_BYTES);
    ExchangeKey opened =
        ExchangeKey.open(record(EXCHANGE, ALICE, exchange.commitment(), entry), bob);
    assertThat(opened.secret()).isEqualTo(exchange.secret());
    assertThat(opened.wrapKey()).isEqualTo(exchange.wrapKey());
    assertThat(opened.exchangeId()).isEqualTo(EXCHANGE);
  }

  @Test
  void isBoundToIdAndParties() {
    String entry = exchange.sealTo(bob.card(), ALICE, BOB, RANDOM);
    String commitment = exchange.commitment();
    fails(Kind.OPEN, () -> ExchangeKey.open(record(ENTITY, ALICE, commitment, entry), bob));
    fails(Kind.OPEN, () -> ExchangeKey.open(record(EXCHANGE, BOB, commitment, entry), bob));
    fails(Kind.OPEN, () -> ExchangeKey.open(record(EXCHANGE, ALICE, commitment, entry), alice));
  }

  @Test
  void anotherKeyThanCommittedToIsRefused() {
    ExchangeKey other = ExchangeKey.generate(EXCHANGE, RANDOM);
    String entry = other.sealTo(bob.card(), ALICE, BOB);
    fails(
        Kind.COMMITMENT,
        () -> ExchangeKey.open(record(EXCHANGE, ALICE, exchange.commitment(), entry), bob));
  }

  @Test
  void aKeyOfAnotherLengthIsRefused() {
    byte[] sealed =
        Hpke.seal(
            bob.card().kemBytes(),
            new byte[31],
            ExchangeKey.info(EXCHANGE, ALICE, BOB),
            ExchangeKey.aad(bob.keyId()));
    String entry = Base64Url.encode(sealed);
    fails(
        Kind.CONTENT,
        () -> ExchangeKey.open(record(EXCHANGE, ALICE, exchange.commitment(), entry), bob));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExchangeKey.of(EXCHANGE, Secret.of(new byte[31])));
  }

  @Test
  void derivedValuesSayNothingOfEachOther() {
    assertThat(exchange.wrapKey()).isNotEqualTo(exchange.secret());
    assertThat(exchange.commitment())
        .isNotEqualTo(Base64Url.encode(exchange.wrapKey().revealBytes()))
        .isNotEqualTo(Base64Url.encode(exchange.secret().revealBytes()));
    ExchangeKey again = ExchangeKey.of(EXCHANGE, exchange.secret());
    assertThat(again.commitment()).isEqualTo(exchange.commitment());
    assertThat(again.wrapKey()).isEqualTo(exchange.wrapKey());
  }

  @Test
  void printsNoKey() {
    assertThat(exchange.toString())
        .contains(EXCHANGE)
        .doesNotContain(Base64Url.encode(exchange.secret().revealBytes()))
        .doesNotContain(Base64Url.encode(exchange.wrapKey().revealBytes()));
  }
}
