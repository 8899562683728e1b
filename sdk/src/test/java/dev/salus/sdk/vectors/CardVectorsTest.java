package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.bytes;
import static dev.salus.sdk.vectors.VectorFiles.cases;
import static dev.salus.sdk.vectors.VectorFiles.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.Attestation;
import dev.salus.protocol.AutoSharePolicy;
import dev.salus.protocol.Endorsement;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.FingerprintText;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.Secret;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads the vectors of cards, exchange records and policies and checks the product with them. */
class CardVectorsTest {

  static OwnerKey key(JsonObject seeds) {
    return OwnerKey.of(
        seeds.getString("owner"),
        Secret.of(bytes(seeds, "kemSeed")),
        Secret.of(bytes(seeds, "signSeed")),
        seeds.getLong("createdAt"));
  }

  private static KeyCard card(JsonObject from, String field) {
    return KeyCard.parse(from.getJsonObject(field));
  }

  @Test
  void cardsFollowFromSeeds() {
    cases("cards.json", "cases")
        .forEach(
            c -> {
              KeyCard card = card(c, "card");
              assertThat(key(c).card()).isEqualTo(card);
              assertThat(card.selfSignatureHolds()).isTrue();
              assertThat(hex(KeyCard.signedBytes(card.owner(), card.keyId(), card.createdAt())))
                  .isEqualTo(c.getString("signedBytes"));
              assertThat(Fingerprint.of(card.owner(), card.keyId()))
                  .isEqualTo(c.getString("fingerprint"));
              for (String field : List.of("fingerprint", "qrCode")) {
                assertThat(FingerprintText.parse(c.getString(field)))
                    .matches(text -> text.matches(card.owner(), card.keyId()));
              }
            });
  }

  @Test
  void endorsementsVerify() {
    cases("cards.json", "endorsements")
        .forEach(
            c -> {
              KeyCard card = card(c, "card");
              Endorsement endorsement = card.endorsements().get(0);
              byte[] signed = Endorsement.signedBytes(card.owner(), card.keyId());
              assertThat(hex(signed)).isEqualTo(c.getString("signedBytes"));
              assertThat(card(c, "by").verifies(signed, endorsement.signature())).isTrue();
              assertThat(endorsement.by()).isEqualTo(card(c, "by").keyId());
            });
  }

  @Test
  void retirementsVerify() {
    cases("cards.json", "retirements")
        .forEach(
            c -> {
              KeyCard card = card(c, "card");
              byte[] signed = card.retired().signedBytes(card.owner(), card.keyId());
              assertThat(hex(signed)).isEqualTo(c.getString("signedBytes"));
              assertThat(card(c, "by").verifies(signed, card.retired().signature())).isTrue();
            });
  }

  @Test
  void exchangeRecordsVerify() {
    cases("exchanges.json", "cases")
        .forEach(
            c -> {
              ExchangeRecord record = ExchangeRecord.parse(c.getJsonObject("record"));
              assertThat(hex(record.signedBytes())).isEqualTo(c.getString("signedBytes"));
              assertThat(card(c, "signer").verifies(record.signedBytes(), record.signature()))
                  .isTrue();
              assertThat(hex(ExchangeKey.info(record.id(), record.delegator(), record.delegate())))
                  .isEqualTo(c.getString("info"));
            });
  }

  @Test
  void exchangeKeysAreSealedAndOpened() {
    cases("exchanges.json", "cases")
        .forEach(
            c -> {
              ExchangeRecord record = ExchangeRecord.parse(c.getJsonObject("record"));
              Secret x = Secret.of(bytes(c, "x"));
              VectorFiles.objects(c, "entries")
                  .forEach(entry -> checkEntry(record, x, key(entry), entry));
            });
  }

  private static void checkEntry(ExchangeRecord record, Secret x, OwnerKey key, JsonObject entry) {
    assertThat(hex(ExchangeKey.aad(key.keyId()))).isEqualTo(entry.getString("aad"));
    assertThat(ExchangeKey.open(record, key).secret()).isEqualTo(x);
    String again =
        ExchangeKey.of(record.id(), x)
            .sealTo(
                key.card(),
                record.delegator(),
                record.delegate(),
                Fixed.random(bytes(entry, "encapsulationRandomness")));
    assertThat(again).isEqualTo(record.sealed().get(key.keyId()));
  }

  @Test
  void attestationsVerify() {
    cases("exchanges.json", "attestations")
        .forEach(
            c -> {
              Attestation attestation =
                  Attestation.read(FieldReader.of(c.getJsonObject("attestation")));
              byte[] signed =
                  attestation.signedBytes(
                      c.getString("exchangeId"),
                      c.getString("commitment"),
                      c.getString("newKeyId"));
              assertThat(hex(signed)).isEqualTo(c.getString("signedBytes"));
              assertThat(card(c, "signer").verifies(signed, attestation.signature())).isTrue();
            });
  }

  @Test
  void policiesVerify() {
    cases("policies.json", "cases")
        .forEach(
            c -> {
              AutoSharePolicy policy = AutoSharePolicy.parse(c.getJsonObject("policy"), "policy");
              assertThat(hex(policy.signedBytes())).isEqualTo(c.getString("signedBytes"));
              assertThat(card(c, "signer").verifies(policy.signedBytes(), policy.signature()))
                  .isTrue();
            });
  }
}
