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
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.Attestation;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.FingerprintMismatch;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Pin;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.recovery.AccessBackRequest;
import dev.salus.sdk.recovery.AccessTakenBack;
import dev.salus.sdk.sharing.EntriesAdded;
import dev.salus.sdk.trust.KeyPrompt;
import dev.salus.testkit.HostileServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Threats T02 and T03 where access is given back: the server lies to either side. */
final class HostileAccessBackTest {

  private final Forger forger = new Forger();

  @Scenario
  void t02_s41_theServersOwnKeyIsNotGivenBackTo(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.hcp();
    Person plain = world.hcp();
    AccessBack.known(hcp1, plain);
    Person hcp2 = world.connect(plain, plain.keys(), server::between);
    Person lost = FurtherDevices.secondDevice(world, hcp1);
    await(lost.salus().accessBackApi().ask(hcp2.id()));
    OwnerKey servers = forger.keyOf(hcp1.id());
    server.alter(Operation.ACCESS_BACK_REQUESTS, answer -> withNewKey(answer, servers.keyId()));
    addCards(server, hcp1.id(), servers.card());
    List<Pin> pins = hcp2.keys().pins(hcp1.id());

    AccessBackRequest request = pendingOf(hcp2);
    assertThat(request.newKeyId()).isEqualTo(servers.keyId());
    FingerprintMismatch refused =
        failure(
            FingerprintMismatch.class,
            hcp2.salus()
                .accessBackApi()
                .giveBack(request, AccessBack.fingerprint(lost), one -> {}));

    assertThat(refused.dataOwner()).isEqualTo(hcp1.id());
    assertThat(refused.listedFingerprints())
        .containsExactly(Fingerprint.of(hcp1.id(), servers.keyId()));
    assertThat(server.asked(Operation.ADD_SEALED)).isEmpty();
    assertThat(server.asked(Operation.ACCESS_BACK_DONE)).isEmpty();
    assertThat(hcp2.keys().pins(hcp1.id())).isEqualTo(pins);
  }

  @Scenario
  void t02_s41_aRequestInAnothersNameIsNotGivenBackTo(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.hcp();
    Person plain = world.hcp();
    AccessBack.known(hcp1, plain);
    Person hcp2 = world.connect(plain, plain.keys(), server::between);
    Person lost = FurtherDevices.secondDevice(world, hcp1);
    await(lost.salus().accessBackApi().ask(hcp2.id()));
    Person stranger = world.hcp();
    server.alter(
        Operation.ACCESS_BACK_REQUESTS,
        answer -> withFirst(answer, request -> request.put("owner", stranger.id())));

    failure(
        FingerprintMismatch.class,
        hcp2.salus()
            .accessBackApi()
            .giveBack(pendingOf(hcp2), AccessBack.fingerprint(lost), one -> {}));
    server.alter(
        Operation.ACCESS_BACK_REQUESTS,
        answer -> withFirst(answer, one -> one.put("owner", hcp2.id())));
    failure(
        Invalid.class,
        hcp2.salus()
            .accessBackApi()
            .giveBack(pendingOf(hcp2), AccessBack.fingerprint(hcp2), one -> {}));

    assertThat(server.asked(Operation.ADD_SEALED)).isEmpty();
  }

  @Scenario
  void t02_s41_whoeverAsksWithAStolenPasswordIsNotGivenBackTo(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    AccessBack.known(hcp1, hcp2);
    Person intruder = FurtherDevices.secondDevice(world, hcp1);
    AccessBackRequest request = await(intruder.salus().accessBackApi().ask(hcp2.id()));

    failure(
        FingerprintMismatch.class,
        hcp2.salus().accessBackApi().giveBack(request, AccessBack.fingerprint(hcp1), one -> {}));

    assertThat(AccessBack.accept(intruder, hcp2)).isEqualTo(new AccessTakenBack(0, Set.of()));
  }

  @Scenario
  void t02_s41_theServersOwnKeyIsNotAcceptedAsTheCounterparts(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    MutualShares shared = AccessBack.known(hcp1, hcp2);
    Person plain = FurtherDevices.secondDevice(world, hcp1);
    Person lost = world.connect(plain, plain.keys(), server::between);
    AccessBack.giveBack(hcp2, await(lost.salus().accessBackApi().ask(hcp2.id())), lost);
    OwnerKey servers = forger.keyOf(hcp2.id());
    JsonObject swapped = Forger.cards(servers.card());
    onCardsOf(server, hcp2.id(), honest -> swapped);

    failure(
        FingerprintMismatch.class,
        lost.salus().accessBackApi().accept(hcp2.id(), AccessBack.fingerprint(hcp2)));
    assertThat(lost.keys().pins(hcp1.id())).isEmpty();

    // taken on first use, as something is read; forgotten as soon as the real one is accepted
    failure(UntrustedKey.class, lost.patients().getPatient(shared.taken().id()));
    assertThat(lost.keys().pins(hcp2.id())).extracting(Pin::keyId).contains(servers.keyId());
    onCardsOf(server, hcp2.id(), honest -> with(honest, servers.card()));
    AccessBack.accept(lost, hcp2);
    assertThat(await(lost.salus().dataOwnerApi().getTrustedKeys(hcp2.id())))
        .extracting(KeyPrompt::keyId)
        .containsExactly(hcp2.keys().current().keyId());
    shared.isReadableBy(lost);
  }

  @Scenario
  void t03_s41_anAttestationThatDoesNotHoldIsNotTakenIn(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    MutualShares shared = AccessBack.known(hcp1, hcp2);
    Person plain = FurtherDevices.secondDevice(world, hcp1);
    Person lost = world.connect(plain, plain.keys(), server::between);
    AccessBack.giveBack(hcp2, await(lost.salus().accessBackApi().ask(hcp2.id())), lost);
    OwnerKey servers = forger.keyOf(hcp1.id());
    addCards(server, hcp1.id(), servers.card());
    String newKey = lost.keys().current().keyId();
    OwnerKey serversAsHcp2 = forger.keyOf(hcp2.id());
    addCards(server, hcp2.id(), serversAsHcp2.card());
    List<UnaryOperator<ExchangeRecord>> forgeries =
        List.of(
            record -> knowing(record, newKey, servers.keyId()),
            record -> attestedBy(record, newKey, hcp2.keys().current().keyId(), servers, servers),
            record -> attestedBy(record, newKey, serversAsHcp2.keyId(), serversAsHcp2, servers),
            record -> attestedBy(record, newKey, servers.keyId(), servers, servers));

    for (UnaryOperator<ExchangeRecord> forgery : forgeries) {
      server.alter(Operation.EXCHANGES, answer -> everyRecord(answer, forgery));
      assertThat(AccessBack.accept(lost, hcp2)).isEqualTo(new AccessTakenBack(0, Set.of()));
      assertThat(lost.keys().pins(hcp1.id())).isEmpty();
      failure(UntrustedKey.class, lost.patients().getPatient(shared.given().id()));
    }
    server.repent();
    AccessBack.accept(lost, hcp2);
    shared.isReadableBy(lost);
  }

  @Scenario
  void t03_s41_anAttestationOfAnotherRecordIsNotTakenIn(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    AccessBack.known(hcp1, hcp2);
    Person plain = FurtherDevices.secondDevice(world, hcp1);
    Person lost = world.connect(plain, plain.keys(), server::between);
    AccessBack.giveBack(hcp2, await(lost.salus().accessBackApi().ask(hcp2.id())), lost);
    String newKey = lost.keys().current().keyId();
    List<ExchangeRecord> both = List.of(record(world, hcp1, hcp2), record(world, hcp2, hcp1));
    server.alter(
        Operation.EXCHANGES,
        answer ->
            everyRecord(
                answer,
                record -> {
                  ExchangeRecord other = both.get(record.id().equals(both.get(0).id()) ? 1 : 0);
                  return record.withSealed(
                      newKey,
                      String.valueOf(record.sealed().get(newKey)),
                      other.attestations().get(newKey));
                }));

    assertThat(AccessBack.accept(lost, hcp2)).isEqualTo(new AccessTakenBack(0, Set.of()));
    assertThat(lost.keys().pins(hcp1.id())).isEmpty();
  }

  @Scenario
  void t03_s41_aRecordThatTheLostKeySignedOpensOnlyIfItIsAttested(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    MutualShares shared = AccessBack.known(hcp1, hcp2);
    Patient own = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Person plain = AccessBack.lostAndGivenBack(world, hcp1, hcp2);
    Person lost = world.connect(plain, plain.keys(), server::between);
    String newKey = lost.keys().current().keyId();

    // a thief of the lost key and the server: the own record is sealed to the new key, too
    server.alter(Operation.EXCHANGE, record -> sealedByThief(record, hcp1, lost));
    failure(NoEntityKey.class, lost.patients().getPatient(own.id()));
    // nor with the attestation taken away, or put on from another record
    server.alter(Operation.EXCHANGE, record -> without(record, newKey));
    failure(NoEntityKey.class, lost.patients().getPatient(shared.given().id()));

    server.repent();
    shared.isReadableBy(lost);
    failure(NoEntityKey.class, lost.patients().getPatient(own.id()));
  }

  @Scenario
  void t02_s41_aCounterpartThatNeverKnewTheAskerGivesNothing(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    Person lost = FurtherDevices.secondDevice(world, hcp1);
    AccessBackRequest request = await(lost.salus().accessBackApi().ask(hcp2.id()));

    EntriesAdded given = AccessBack.giveBack(hcp2, request, lost);

    assertThat(given).isEqualTo(new EntriesAdded(0, 0, 1));
    assertThat(await(hcp2.salus().accessBackApi().pendingRequests())).hasSize(1);
    assertThat(AccessBack.accept(lost, hcp2)).isEqualTo(new AccessTakenBack(0, Set.of()));
  }

  private static AccessBackRequest pendingOf(Person person) {
    return await(person.salus().accessBackApi().pendingRequests()).get(0);
  }

  private static JsonObject withNewKey(JsonObject answer, String keyId) {
    return withFirst(answer, request -> request.put("newKeyId", keyId));
  }

  private static JsonObject withFirst(JsonObject answer, Consumer<JsonObject> change) {
    change.accept(answer.getJsonArray("items").getJsonObject(0));
    return answer;
  }

  private static void onCardsOf(
      HostileServer server, String owner, UnaryOperator<JsonObject> change) {
    server.on(
        Operation.CARDS,
        (asked, honest) ->
            honest
                .get()
                .map(
                    answer ->
                        asked.text("id").equals(owner) ? change.apply(answer.copy()) : answer));
  }

  /** Lists one more card; for several owners, each call adds one. */
  private final List<KeyCard> added = new ArrayList<>();

  private void addCards(HostileServer server, String owner, KeyCard card) {
    added.add(card);
    server.on(
        Operation.CARDS,
        (asked, honest) ->
            honest
                .get()
                .map(
                    answer -> {
                      JsonObject more = answer.copy();
                      added.stream()
                          .filter(each -> each.owner().equals(asked.text("id")))
                          .forEach(each -> with(more, each));
                      return more;
                    }));
    assertThat(card.owner()).isEqualTo(owner);
  }

  private static JsonObject with(JsonObject cards, KeyCard card) {
    cards.getJsonArray("items").add(card.toJson());
    return cards;
  }

  private static JsonObject everyRecord(JsonObject answer, UnaryOperator<ExchangeRecord> change) {
    JsonArray items = new JsonArray();
    answer.getJsonArray("items").stream()
        .map(item -> change.apply(ExchangeRecord.parse((JsonObject) item)).toJson())
        .forEach(items::add);
    return answer.put("items", items);
  }

  private static ExchangeRecord attested(
      ExchangeRecord record, String newKey, Attestation attestation) {
    return record.withSealed(newKey, String.valueOf(record.sealed().get(newKey)), attestation);
  }

  /** One more keyId that the counterpart is said to have known. */
  private static ExchangeRecord knowing(ExchangeRecord record, String newKey, String more) {
    Attestation real = record.attestations().get(newKey);
    Map<String, String> knew = new TreeMap<>(real.knew());
    knew.put(more, "confirmed");
    return attested(record, newKey, new Attestation(real.by(), real.at(), knew, real.signature()));
  }

  private static ExchangeRecord attestedBy(
      ExchangeRecord record, String newKey, String by, OwnerKey signer, OwnerKey knew) {
    Map<String, String> known = Map.of(knew.keyId(), "confirmed");
    long at = System.currentTimeMillis();
    byte[] message = Attestation.signedBytes(record.id(), record.commitment(), newKey, at, known);
    return attested(record, newKey, new Attestation(by, at, known, signer.sign(message)));
  }

  private static JsonObject without(JsonObject record, String newKey) {
    ExchangeRecord real = ExchangeRecord.parse(record);
    return real.sealed().containsKey(newKey)
        ? real.withSealed(newKey, String.valueOf(real.sealed().get(newKey)), null).toJson()
        : record;
  }

  /** The own record of the lost key, opened by a thief of it and sealed to the new one. */
  private static JsonObject sealedByThief(JsonObject record, Person old, Person now) {
    ExchangeRecord real = ExchangeRecord.parse(record);
    KeyRing stolen = old.keys();
    KeyCard card = now.keys().current().card();
    return real.withSealed(
            card.keyId(),
            ExchangeKey.open(real, stolen.current())
                .sealTo(card, real.delegator(), real.delegate()),
            null)
        .toJson();
  }

  private static ExchangeRecord record(World world, Person from, Person to) {
    JsonObject query = new JsonObject().put("delegator", from.id()).put("delegate", to.id());
    return ExchangeRecord.parse(
        await(world.api(from).exchanges(query)).getJsonArray("items").getJsonObject(0));
  }
}
