package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Invalid;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.AccessBack;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Forger;
import dev.salus.app.scenarios.stage.FurtherDevices;
import dev.salus.app.scenarios.stage.MutualShares;
import dev.salus.app.scenarios.stage.Notarial;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.Attestation;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Doubtful;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.error.RetiredKey;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.model.LeftOutKey;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.recovery.AccessTakenBack;
import dev.salus.testkit.HostileServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Threat T03 where access is given back: counterpart, asker and a thief of the lost key lie. */
final class HostileCounterpartTest {

  private final Forger forger = new Forger();

  @Scenario
  void t03_s41_keyIdsThatAreNotTheAskersAreNotTakenForItsOwn(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    AccessBack.known(hcp1, hcp2);
    Person plain = FurtherDevices.secondDevice(world, hcp1);
    Person lost = world.connect(plain, plain.keys(), server::between);
    AccessBack.giveBack(hcp2, await(lost.salus().accessBackApi().ask(hcp2.id())), lost);
    String own = hcp2.keys().current().keyId();
    String nobodys = forger.keyOf(hcp1.id()).keyId();
    KeyCard others = world.hcp().keys().current().card();
    server.alter(
        Operation.CARDS,
        cards -> {
          cards.getJsonArray("items").add(others.toJson());
          return cards;
        });

    server.alter(
        Operation.EXCHANGES,
        answer -> reattested(answer, hcp2, lost, Set.of(own, nobodys, others.keyId())));

    assertThat(AccessBack.accept(lost, hcp2)).isEqualTo(new AccessTakenBack(2, Set.of()));
    assertThat(lost.keys().pins(hcp1.id())).isEmpty();
  }

  @Scenario
  void t03_s41_theServerTakesNoAttestationOfSomebodyElsesKeys(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    AccessBack.known(hcp1, hcp2);
    Person lost = FurtherDevices.secondDevice(world, hcp1);
    String newKey = lost.keys().current().keyId();
    ExchangeRecord record = record(world, hcp1, hcp2);
    Set<String> knew = Set.of(hcp2.keys().current().keyId());
    JsonObject body =
        new JsonObject()
            .put("sealed", record.sealed().get(hcp2.keys().current().keyId()))
            .put("attestation", attestation(record, newKey, hcp2, knew).toJson());

    Invalid refused = failure(Invalid.class, world.api(hcp2).addSealed(record.id(), newKey, body));

    assertThat(refused.field()).isEqualTo("attestation.knew");
  }

  @Scenario
  void t03_s41_aRecordMadeUpAfterTheLossIsNotBelieved(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient shared = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    Notarial.compare(hcp2, hcp1);
    await(hcp2.patients().getPatient(shared.id()));
    Person plain = AccessBack.lostAndGivenBack(world, hcp1, hcp2);
    long made = plain.keys().current().createdAt();
    OwnerKey stolen = hcp1.keys().current();

    for (boolean after : List.of(true, false)) {
      Person lost = world.connect(plain, plain.keys(), server::between);
      long createdAt = after ? made + Retirement.TOLERANCE_MS + 1 : made;
      server.alter(Operation.EXCHANGE, record -> madeUp(record, stolen, hcp2, lost, createdAt));
      if (after) {
        failure(NoEntityKey.class, lost.patients().getPatient(shared.id()));
      } else {
        // dated before, it is believed: what was wrapped is not under it
        TamperedEntity refused =
            failure(TamperedEntity.class, lost.patients().getPatient(shared.id()));
        assertThat(refused.what()).isEqualTo(What.WRAP);
      }
    }
  }

  @Scenario
  void t05_s41_whatTheLostKeySignsAfterTheLossIsNotBelieved(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    MutualShares shared = AccessBack.known(hcp1, hcp2);
    Person plain = AccessBack.lostAndGivenBack(world, hcp1, hcp2);
    Person lost = world.connect(plain, plain.keys(), server::between);
    long made = plain.keys().current().createdAt();
    long after = made + Retirement.TOLERANCE_MS + 1;
    JsonObject stored = StoredEntities.entity(world, EntityType.PATIENT, shared.given().id());
    JsonObject changes = new JsonObject().put("version", 2).put("modified", after);
    server.replace(Operation.ENTITY, forger.signed(stored, changes, hcp1.keys().current()));

    RetiredKey refused = failure(RetiredKey.class, lost.patients().getPatient(shared.given().id()));

    assertThat(refused.dataOwner()).isEqualTo(hcp1.id());
    assertThat(refused.keyId()).isEqualTo(hcp1.keys().current().keyId());
    assertThat(refused.retiredAt()).isEqualTo(made);
    assertThat(await(lost.patients().getAndTryDecrypt(shared.given().id())))
        .isInstanceOfSatisfying(
            Doubtful.class, item -> assertThat(item.reason()).isInstanceOf(RetiredKey.class));
    failure(RetiredKey.class, lost.patients().giveAccessTo(shared.given(), world.device().id()));
    server.repent();
    shared.isReadableBy(lost);
  }

  @Scenario
  void s41_whoWasGivenBackToByMistakeGetsNothingNew(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    MutualShares shared = AccessBack.known(hcp1, hcp2);
    Person intruder = AccessBack.lostAndGivenBack(world, hcp1, hcp2);
    String key = intruder.keys().current().keyId();

    await(hcp2.salus().dataOwnerApi().distrustKey(hcp1.id(), key));
    Patient after = await(hcp2.patients().createOrModifyPatient(Examples.johnSnow()));
    after = await(hcp2.patients().giveAccessTo(after, hcp1.id()));

    assertThat(after.metadata().leftOut()).extracting(LeftOutKey::keyId).containsExactly(key);
    Patient stored = await(hcp2.patients().getPatient(after.id()));
    assertThat(await(hcp1.patients().getPatient(after.id()))).isEqualTo(stored);
    failure(NoEntityKey.class, intruder.patients().getPatient(after.id()));
    assertThat(record(world, hcp2, hcp1).sealed()).doesNotContainKey(key);
    shared.isReadableBy(hcp1, hcp2);
  }

  private static JsonObject reattested(
      JsonObject answer, Person counterpart, Person asker, Set<String> knew) {
    String newKey = asker.keys().current().keyId();
    JsonArray items = new JsonArray();
    for (Object item : answer.getJsonArray("items")) {
      ExchangeRecord record = ExchangeRecord.parse((JsonObject) item);
      items.add(
          record
              .withSealed(
                  newKey,
                  String.valueOf(record.sealed().get(newKey)),
                  attestation(record, newKey, counterpart, knew))
              .toJson());
    }
    return answer.put("items", items);
  }

  private static Attestation attestation(
      ExchangeRecord record, String newKey, Person counterpart, Set<String> knew) {
    OwnerKey by = counterpart.keys().current();
    Map<String, String> known = new TreeMap<>();
    knew.forEach(keyId -> known.put(keyId, "confirmed"));
    long at = System.currentTimeMillis();
    byte[] message = Attestation.signedBytes(record.id(), record.commitment(), newKey, at, known);
    return new Attestation(by.keyId(), at, known, by.sign(message));
  }

  /** Another key under the same id, signed by the lost key and attested by the counterpart. */
  private static JsonObject madeUp(
      JsonObject record, OwnerKey stolen, Person counterpart, Person asker, long createdAt) {
    ExchangeRecord real = ExchangeRecord.parse(record);
    ExchangeKey own = ExchangeKey.generate(real.id(), new SecureRandom());
    KeyCard card = asker.keys().current().card();
    byte[] message =
        ExchangeRecord.signedBytes(
            real.id(), real.delegator(), real.delegate(), createdAt, own.commitment());
    ExchangeRecord forged =
        new ExchangeRecord(
            real.id(),
            real.delegator(),
            real.delegate(),
            createdAt,
            own.commitment(),
            stolen.keyId(),
            stolen.sign(message),
            Map.of(),
            Map.of());
    String sealed = own.sealTo(card, real.delegator(), real.delegate());
    Attestation attestation =
        attestation(forged, card.keyId(), counterpart, Set.of(stolen.keyId()));
    return forged.withSealed(card.keyId(), sealed, attestation).toJson();
  }

  private static ExchangeRecord record(World world, Person from, Person to) {
    JsonObject query = new JsonObject().put("delegator", from.id()).put("delegate", to.id());
    return ExchangeRecord.parse(
        await(world.api(from).exchanges(query)).getJsonArray("items").getJsonObject(0));
  }
}
