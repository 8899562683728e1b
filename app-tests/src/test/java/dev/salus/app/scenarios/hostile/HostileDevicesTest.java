package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Forger;
import dev.salus.app.scenarios.stage.FurtherDevices;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.Endorsement;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.device.DeviceApi;
import dev.salus.sdk.device.OwnCard;
import dev.salus.sdk.device.OwnCard.State;
import dev.salus.sdk.error.FingerprintMismatch;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.Pin;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.LeftOutKey;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.trust.TrustPolicy;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Threats T02 and T03 around a second device, and around fingerprints that people compare. */
final class HostileDevicesTest {

  private final Forger forger = new Forger();

  @Scenario
  void t02_s49_aCardThatTheServerSubstitutesIsNotLetIn(World world) {
    HostileServer server = new HostileServer();
    Person first = world.person(DataOwner.Type.HCP, server::between);
    await(first.patients().createOrModifyPatient(Examples.johnSnow()));
    Person second = FurtherDevices.secondDevice(world, first);
    OwnerKey swapped = forger.keyOf(first.id());
    answerCards(server, first.keys().current().card(), swapped.card());
    DeviceApi devices = first.salus().deviceApi();
    String shown = second.salus().dataOwnerApi().getOwnFingerprint();

    FingerprintMismatch refused =
        failure(FingerprintMismatch.class, devices.letIn(swapped.keyId(), shown, progress -> {}));

    assertThat(refused.listedFingerprints())
        .containsExactly(Fingerprint.of(first.id(), swapped.keyId()));
    failure(NotFound.class, devices.letIn(second.keys().current().keyId(), shown, progress -> {}));
    failure(FingerprintMismatch.class, first.salus().dataOwnerApi().verify(first.id(), shown));
    nothingWasGiven(first, server);
  }

  @Scenario
  void t02_s49_anotherOwnersCardIsNotLetIn(World world) {
    HostileServer server = new HostileServer();
    Person first = world.person(DataOwner.Type.HCP, server::between);
    await(first.patients().createOrModifyPatient(Examples.johnSnow()));
    KeyCard others = world.hcp().keys().current().card();
    answerCards(server, first.keys().current().card(), others);

    failure(
        NotFound.class,
        first
            .salus()
            .deviceApi()
            .letIn(others.keyId(), Fingerprint.of(first.id(), others.keyId()), one -> {}));

    nothingWasGiven(first, server);
  }

  @Scenario
  void t02_s49_aForgedEndorsementLetsNobodyIn(World world) {
    HostileServer server = new HostileServer();
    Person first = world.person(DataOwner.Type.HCP, server::between);
    await(first.patients().createOrModifyPatient(Examples.johnSnow()));
    OwnerKey servers = forger.keyOf(first.id());
    OwnerKey real = first.keys().current();
    String byAnother = servers.sign(Endorsement.signedBytes(first.id(), servers.keyId()));
    KeyCard forged =
        servers
            .card()
            .withEndorsement(new Endorsement(real.keyId(), byAnother))
            .withEndorsement(servers.endorse(servers.card()));
    answerCards(server, real.card(), forged);

    List<OwnCard> listed = await(first.salus().deviceApi().cards());
    Patient john = await(first.patients().createOrModifyPatient(Examples.johnSnow()));
    await(first.patients().giveAccessTo(john, world.hcp().id()));

    assertThat(listed)
        .filteredOn(card -> card.keyId().equals(servers.keyId()))
        .singleElement()
        .matches(card -> card.state() == State.UNTRUSTED);
    assertThat(server.asked(Operation.CREATE_EXCHANGE))
        .isNotEmpty()
        .noneMatch(
            asked -> ExchangeRecord.parse(asked.body()).sealed().containsKey(servers.keyId()));
    assertThat(first.keys().pins(first.id())).isEmpty();
  }

  @Scenario
  void t03_s49_aRecordOfTheServersWithAWrongAttestationOpensNothing(World world) {
    HostileServer server = new HostileServer();
    Person first = world.hcp();
    Patient own = await(first.patients().createOrModifyPatient(Examples.johnSnow()));
    Person plain = FurtherDevices.secondDevice(world, first);
    Person second = world.connect(plain, plain.keys(), server::between);
    FurtherDevices.letInEachOther(first, second);
    server.alter(Operation.EXCHANGE, record -> forgedFor(first, second, record));

    failure(NoEntityKey.class, second.patients().getPatient(own.id()));

    server.repent();
    assertThat(await(second.patients().getPatient(own.id()))).isEqualTo(own);
  }

  /** The server's own exchange key, with the attestation of the real one. */
  private JsonObject forgedFor(Person first, Person second, JsonObject record) {
    ExchangeRecord real = ExchangeRecord.parse(record);
    ExchangeRecord own = forger.withOwnKey(real, first, second);
    return real.withSealed(
            second.keys().current().keyId(),
            String.valueOf(own.sealed().get(second.keys().current().keyId())),
            real.attestations().get(second.keys().current().keyId()))
        .toJson();
  }

  @Scenario
  void t02_verifyConfirmsExactlyTheKeyThatMatches(World world) {
    Person hcp2 = world.hcp();
    Person other = FurtherDevices.secondDevice(world, hcp2);
    Person hcp1 =
        world.person(DataOwner.Type.HCP, options -> options.withTrust(TrustPolicy.onlyConfirmed()));
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    failure(UntrustedKey.class, hcp1.patients().giveAccessTo(john, hcp2.id()));
    assertThat(hcp1.keys().pins(hcp2.id())).isEmpty();
    String readOut = hcp2.salus().dataOwnerApi().getOwnFingerprint().replace(" ", "\n");

    assertThat(await(hcp1.salus().dataOwnerApi().verify(hcp2.id(), readOut)))
        .isEqualTo(hcp2.keys().current().keyId());
    john = await(hcp1.patients().giveAccessTo(john, hcp2.id()));

    assertThat(hcp1.keys().pins(hcp2.id())).extracting(Pin::keyId).hasSize(1);
    assertThat(john.metadata().leftOut()).containsExactly(leftOut(other));
    assertThat(await(hcp2.patients().getPatient(john.id()))).isEqualTo(Examples.asRead(john));
    failure(NoEntityKey.class, other.patients().getPatient(john.id()));
    failure(FingerprintMismatch.class, hcp1.salus().dataOwnerApi().verify(hcp1.id(), readOut));
    failure(Invalid.class, hcp1.salus().dataOwnerApi().verify(hcp2.id(), "12345"));
  }

  @Scenario
  void t02_aKeyThatIsDistrustedGetsNothingNewWhoeverVouchesForIt(World world) {
    Person hcp2 = world.hcp();
    Person stolen = FurtherDevices.secondDevice(world, hcp2);
    FurtherDevices.letInEachOther(hcp2, stolen);
    Person hcp1 = world.hcp();
    Patient before = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    before = await(hcp1.patients().giveAccessTo(before, hcp2.id()));
    assertThat(await(stolen.patients().getPatient(before.id())).note()).isEqualTo(Examples.NOTE);

    await(hcp1.salus().dataOwnerApi().distrustKey(hcp2.id(), stolen.keys().current().keyId()));
    Patient after = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    after = await(hcp1.patients().giveAccessTo(after, hcp2.id()));

    assertThat(after.metadata().leftOut()).containsExactly(leftOut(stolen));
    assertThat(await(hcp2.patients().getPatient(after.id()))).isEqualTo(Examples.asRead(after));
    failure(NoEntityKey.class, stolen.patients().getPatient(after.id()));
    Patient written =
        await(
            stolen.patients().createOrModifyPatient(before.toBuilder().note("a thief's").build()));
    failure(UntrustedKey.class, hcp1.patients().getPatient(written.id()));
    failure(
        Invalid.class,
        hcp1.salus().dataOwnerApi().distrustKey(hcp1.id(), hcp1.keys().current().keyId()));
  }

  private static LeftOutKey leftOut(Person device) {
    String keyId = device.keys().current().keyId();
    return new LeftOutKey(device.id(), keyId, Fingerprint.of(device.id(), keyId));
  }

  private static void nothingWasGiven(Person person, HostileServer server) {
    assertThat(server.asked(Operation.ENDORSE)).isEmpty();
    assertThat(server.asked(Operation.ADD_SEALED)).isEmpty();
    assertThat(person.keys().pins(person.id())).isEmpty();
  }

  private static void answerCards(HostileServer server, KeyCard... cards) {
    String owner = cards[0].owner();
    JsonObject answer = Forger.cards(cards);
    server.on(
        Operation.CARDS,
        (asked, honest) ->
            asked.text("id").equals(owner) ? Future.succeededFuture(answer.copy()) : honest.get());
  }
}
