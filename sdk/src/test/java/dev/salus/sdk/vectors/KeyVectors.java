package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.hex;

import dev.salus.protocol.Attestation;
import dev.salus.protocol.AutoSharePolicy;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Endorsement;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Revocation;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.FingerprintText;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.SeenEntity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Makes the vectors of §2, §3, §7 and of the key ring. */
final class KeyVectors {

  private static final String EXCHANGE = "44444444-4444-4444-8444-444444444444";

  private KeyVectors() {}

  static JsonObject cards() {
    JsonArray cases = new JsonArray();
    for (String label : List.of("alice", "alice's phone")) {
      OwnerKey key = Fixed.key(Fixed.ALICE, label);
      KeyCard card = key.card();
      cases.add(
          Fixed.seeds(key)
              .put("card", card.toJson())
              .put(
                  "signedBytes",
                  hex(KeyCard.signedBytes(card.owner(), card.keyId(), card.createdAt())))
              .put("fingerprint", Fingerprint.of(card.owner(), card.keyId()))
              .put("qrCode", FingerprintText.qrCode(card.owner(), card.keyId())));
    }
    OwnerKey old = Fixed.key(Fixed.ALICE, "alice");
    OwnerKey phone = Fixed.key(Fixed.ALICE, "alice's phone");
    Endorsement endorsement = old.endorse(phone.card());
    KeyCard endorsed = phone.card().withEndorsement(endorsement);
    KeyCard retired =
        old.card().withRetirement(old.retire(old.card(), Fixed.CREATED + 1000, phone.keyId()));
    KeyCard ended = phone.card().withRetirement(old.retire(phone.card(), Fixed.CREATED, null));
    return new JsonObject()
        .put("section", "2")
        .put("cases", cases)
        .put(
            "endorsements",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("by", old.card().toJson())
                        .put("card", endorsed.toJson())
                        .put(
                            "signedBytes",
                            hex(Endorsement.signedBytes(Fixed.ALICE, phone.keyId())))))
        .put(
            "retirements",
            new JsonArray()
                .add(retirement(old.card(), retired))
                .add(retirement(old.card(), ended)));
  }

  private static JsonObject retirement(KeyCard by, KeyCard card) {
    return new JsonObject()
        .put("by", by.toJson())
        .put("card", card.toJson())
        .put("signedBytes", hex(card.retired().signedBytes(card.owner(), card.keyId())));
  }

  static JsonObject exchanges() {
    OwnerKey alice = Fixed.key(Fixed.ALICE, "alice");
    OwnerKey bob = Fixed.key(Fixed.BOB, "bob");
    Secret x = Fixed.secret("exchange key", 32);
    ExchangeKey exchange = ExchangeKey.of(EXCHANGE, x);
    byte[] signed =
        ExchangeRecord.signedBytes(
            EXCHANGE, Fixed.ALICE, Fixed.BOB, Fixed.CREATED, exchange.commitment());
    JsonArray entries = new JsonArray();
    ExchangeRecord record =
        new ExchangeRecord(
            EXCHANGE,
            Fixed.ALICE,
            Fixed.BOB,
            Fixed.CREATED,
            exchange.commitment(),
            alice.keyId(),
            alice.sign(signed),
            Map.of(),
            Map.of());
    for (OwnerKey key : List.of(alice, bob)) {
      byte[] randomness = Fixed.bytes("encapsulation for " + key.owner(), 64);
      record =
          record.withSealed(
              key.keyId(),
              exchange.sealTo(key.card(), Fixed.ALICE, Fixed.BOB, Fixed.random(randomness.clone())),
              null);
      entries.add(
          Fixed.seeds(key)
              .put("keyId", key.keyId())
              .put("encapsulationRandomness", hex(randomness))
              .put("aad", hex(ExchangeKey.aad(key.keyId()))));
    }
    return new JsonObject()
        .put("section", "3")
        .put(
            "cases",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("x", hex(x.revealBytes()))
                        .put("signer", alice.card().toJson())
                        .put("record", record.toJson())
                        .put("signedBytes", hex(signed))
                        .put("info", hex(ExchangeKey.info(EXCHANGE, Fixed.ALICE, Fixed.BOB)))
                        .put("entries", entries)))
        .put("attestations", new JsonArray().add(attestation(alice, bob, exchange)));
  }

  private static JsonObject attestation(OwnerKey alice, OwnerKey bob, ExchangeKey exchange) {
    String newKeyId = Fixed.key(Fixed.ALICE, "alice's new").keyId();
    Map<String, String> knew =
        Map.of(
            alice.keyId(),
            "confirmed",
            Fixed.key(Fixed.ALICE, "alice's phone").keyId(),
            "endorsed");
    long at = Fixed.CREATED + 7;
    byte[] signed = Attestation.signedBytes(EXCHANGE, exchange.commitment(), newKeyId, at, knew);
    return new JsonObject()
        .put("exchangeId", EXCHANGE)
        .put("commitment", exchange.commitment())
        .put("newKeyId", newKeyId)
        .put("signer", bob.card().toJson())
        .put("attestation", new Attestation(bob.keyId(), at, knew, bob.sign(signed)).toJson())
        .put("signedBytes", hex(signed));
  }

  static JsonObject policies() {
    OwnerKey alice = Fixed.key(Fixed.ALICE, "alice");
    JsonArray cases = new JsonArray();
    for (AutoSharePolicy policy :
        List.of(
            policy(alice, 1, List.of(), List.of(), List.of()),
            policy(alice, 7, List.of(Fixed.CAROL, Fixed.BOB), List.of(Fixed.BOB), List.of()))) {
      cases.add(
          new JsonObject()
              .put("signer", alice.card().toJson())
              .put("policy", policy.withSignature(alice.sign(policy.signedBytes())).toJson())
              .put("signedBytes", hex(policy.signedBytes())));
    }
    return new JsonObject().put("section", "7").put("cases", cases);
  }

  private static AutoSharePolicy policy(
      OwnerKey key, long version, List<String> all, List<String> medical, List<String> admin) {
    return new AutoSharePolicy(
        key.owner(), version, Fixed.CREATED, all, medical, admin, key.keyId(), "");
  }

  static JsonObject keyRing() {
    KeyRing ring =
        KeyRing.importJson(
            new JsonObject()
                .put("v", 1)
                .put("owner", Fixed.ALICE)
                .put("keys", new JsonArray().add(ringKey("alice")).add(ringKey("alice's phone")))
                .put("pins", new JsonObject())
                .put("policyVersion", 0)
                .put("seen", new JsonObject()));
    ring.pin(Fixed.BOB, Fixed.key(Fixed.BOB, "bob").keyId(), "first use", Fixed.CREATED);
    ring.policy().raise(7);
    ring.recordSeen(
        EntityVectors.PATIENT_ID,
        new SeenEntity(
            3,
            2,
            Fixed.ALICE,
            Fixed.CREATED,
            List.of(new Revocation(Fixed.CAROL, 2)),
            Base64Url.encode(Fixed.bytes("signature hash", 32))));
    return new JsonObject().put("section", "9").put("keyRing", ring.exportJson());
  }

  private static JsonObject ringKey(String label) {
    OwnerKey key = Fixed.key(Fixed.ALICE, label);
    return new JsonObject()
        .put("keyId", key.keyId())
        .put("kemSeed", Base64Url.encode(key.kemSeed().revealBytes()))
        .put("signSeed", Base64Url.encode(key.signSeed().revealBytes()))
        .put("createdAt", key.createdAt());
  }
}
