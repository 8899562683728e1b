package dev.salus.gateway.docs;

import dev.salus.core.testkit.Authenticator;
import dev.salus.core.testkit.ClientWrites;
import dev.salus.core.testkit.TestExchange;
import dev.salus.core.testkit.TestKey;
import dev.salus.core.testkit.TestNotaries;
import dev.salus.core.testkit.TestOwner;
import dev.salus.gateway.RunningGateway;
import dev.salus.protocol.AutoSharePolicy;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.Grant;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.Permission;
import dev.salus.protocol.ShareReturn;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys, signatures and boxes of the examples: of Anna, who has a laptop and a phone, and of
 * Bert, who has a watch and then a tablet. A signature is over the record as the page should have
 * it, so that a record that the page shows otherwise is refused.
 */
final class SignedValues {

  private final RunningGateway gateway;
  private final ClientWrites writes;
  private final ExampleValues values = new ExampleValues(this::make);
  private @Nullable TestOwner anna;
  private @Nullable TestOwner bert;
  private @Nullable TestKey tablet;
  private @Nullable ExchangeRecord exchange;
  private @Nullable NotarySet set;
  private @Nullable Entity patient;

  SignedValues(RunningGateway gateway) {
    this.gateway = gateway;
    this.writes = gateway.writes();
  }

  ExampleValues values() {
    return values;
  }

  private Map<String, String> make(String name) {
    return switch (name) {
      case "admin", "anna", "bert" -> Map.of("token", gateway.logIn(name));
      case "authenticator" -> authenticator();
      case "invitation" -> Map.of("proof", writes.bytes(32));
      case "laptop" -> card(anna().key());
      case "phone" -> phone(new TestKey(anna().id(), now()));
      case "watch" -> card(bert().key());
      case "tablet" -> card(tablet());
      case "own" -> own(anna().exchangeRecordTo(anna(), now()));
      case "exchange" -> exchange(exchange());
      case "old" -> exchange(TestExchange.between(anna().key(), bert().key(), now() - 1_000));
      case "entry" -> entry();
      case "patient" -> entity(patient(), Map.of());
      case "sample" -> sample();
      case "edit" -> edit();
      case "grant" -> grant();
      case "rekey" -> rekey();
      case "policy" -> policy();
      case "recovery" -> Map.of("id", writes.bytes(16), "box", writes.bytes(2_000));
      case "set" -> set(set());
      case "giveBack" -> giveBack();
      case "acceptance" -> acceptance();
      default -> Map.of();
    };
  }

  private Map<String, String> authenticator() {
    Authenticator shown = new Authenticator(values.captured("secret"), gateway.clock());
    return Map.of("now", shown.code(), "next", shown.code(1));
  }

  private long now() {
    return gateway.clock().millis();
  }

  private TestOwner anna() {
    if (anna == null) {
      anna = TestOwner.of(values.captured("anna"), now());
    }
    return anna;
  }

  private TestOwner bert() {
    if (bert == null) {
      bert = TestOwner.of(values.captured("bert"), now());
    }
    return bert;
  }

  private TestKey tablet() {
    if (tablet == null) {
      tablet = new TestKey(bert().id(), now());
    }
    return tablet;
  }

  private ExchangeRecord exchange() {
    if (exchange == null) {
      exchange = anna().exchangeRecordTo(bert(), now());
    }
    return exchange;
  }

  private NotarySet set() {
    if (set == null) {
      set = TestNotaries.set(bert().key(), 1, now(), anna().key());
    }
    return set;
  }

  private Entity patient() {
    if (patient == null) {
      patient = writes.create(anna(), EntityType.PATIENT);
    }
    return patient;
  }

  private static Map<String, String> card(TestKey key) {
    return Map.of(
        "keyId", key.keyId(),
        "kem", key.card().kem(),
        "sign", key.card().sign(),
        "signature", key.card().signature());
  }

  private Map<String, String> phone(TestKey phone) {
    TestKey laptop = anna().key();
    return Map.of(
        "keyId", phone.keyId(),
        "kem", phone.card().kem(),
        "sign", phone.card().sign(),
        "signature", phone.card().signature(),
        "endorsement", laptop.endorse(phone).signature(),
        "retirement", laptop.retire(phone, now()).signature());
  }

  private Map<String, String> own(ExchangeRecord record) {
    return Map.of(
        "id", record.id(),
        "commitment", record.commitment(),
        "signature", record.signature(),
        "sealed", record.sealed().get(anna().keyId()));
  }

  private Map<String, String> exchange(ExchangeRecord record) {
    return Map.of(
        "id", record.id(),
        "commitment", record.commitment(),
        "signature", record.signature(),
        "sealedForAnna", record.sealed().get(anna().keyId()),
        "sealedForBert", record.sealed().get(bert().keyId()));
  }

  private Map<String, String> entry() {
    String attestation =
        anna()
            .key()
            .attest(
                exchange().id(),
                exchange().commitment(),
                tablet().keyId(),
                now(),
                Map.of(bert().keyId(), "confirmed"))
            .signature();
    return Map.of("sealed", TestExchange.entry(), "attestation", attestation);
  }

  private Map<String, String> entity(Entity entity, Map<String, String> more) {
    Grant grant = entity.grants().get(0);
    Delegation own = grant.delegations().get(anna().exchangeTo(anna()));
    Map<String, String> parts = new HashMap<>(more);
    parts.put("id", entity.header().id());
    parts.put("keyCommitment", entity.header().keyCommitment());
    parts.put("content", entity.content());
    parts.put("signature", entity.signature());
    parts.put("grantSignature", grant.signature());
    parts.put("wrapped", own.wrapped());
    parts.put("link", own.link());
    return parts;
  }

  private Map<String, String> sample() {
    String link = writes.bytes(16);
    JsonObject unsigned =
        writes
            .unsigned(anna(), EntityType.DATA_SAMPLE)
            .put(
                "tags",
                JsonArray.of(
                    new JsonObject()
                        .put("type", "LOINC")
                        .put("code", "8867-4")
                        .put("version", "2.77")))
            .put("links", JsonArray.of(link));
    Entity sample = writes.signed(anna(), unsigned, Map.of(bert(), Permission.READ));
    Delegation forBert = sample.grants().get(0).delegations().get(anna().exchangeTo(bert()));
    return entity(
        sample,
        Map.of(
            "patientLink", link,
            "wrappedForBert", forBert.wrapped(),
            "linkForBert", forBert.link()));
  }

  private Map<String, String> edit() {
    patient = writes.modify(patient(), anna(), anna().exchangeTo(anna()));
    return entity(patient, Map.of());
  }

  private Map<String, String> grant() {
    Grant grant = writes.grant(patient(), anna(), List.of(), bert(), Permission.READ);
    Delegation given = grant.delegations().get(anna().exchangeTo(bert()));
    return Map.of("signature", grant.signature(), "wrapped", given.wrapped(), "link", given.link());
  }

  private Map<String, String> rekey() {
    patient = writes.rekey(patient(), anna(), anna().exchangeTo(anna()), List.of(bert()));
    return entity(patient, Map.of());
  }

  private Map<String, String> policy() {
    AutoSharePolicy policy =
        new AutoSharePolicy(
            anna().id(),
            1,
            now(),
            List.of(bert().id()),
            List.of(),
            List.of(),
            anna().keyId(),
            writes.bytes(64));
    return Map.of("signature", anna().sign(policy.signedBytes()));
  }

  private Map<String, String> set(NotarySet made) {
    return Map.of(
        "id", made.setId(),
        "recoveryId", made.recoveryId(),
        "commitment", made.commitments().get(anna().id()),
        "signature", made.signature(),
        "share", TestNotaries.sealedShare());
  }

  private Map<String, String> acceptance() {
    return Map.of("signature", TestNotaries.accepted(anna().key(), set(), now()).signature());
  }

  private Map<String, String> giveBack() {
    ShareReturn given =
        TestNotaries.giveBack(anna().key(), set(), values.captured("request"), tablet().keyId());
    return Map.of("sealed", given.sealed(), "signature", given.signature());
  }
}
