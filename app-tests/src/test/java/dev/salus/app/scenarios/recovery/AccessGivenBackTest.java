package dev.salus.app.scenarios.recovery;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.app.scenarios.stage.AccessBack;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.FurtherDevices;
import dev.salus.app.scenarios.stage.MutualShares;
import dev.salus.app.scenarios.stage.Notarial;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.Grant;
import dev.salus.sdk.device.OwnCard;
import dev.salus.sdk.device.OwnCard.State;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Pin;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.recovery.AccessBackRequest;
import dev.salus.sdk.recovery.AccessTakenBack;
import dev.salus.sdk.sharing.EntriesAdded;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Scenario S41: whoever lost all keys gets back what was shared with somebody who gives it back.
 */
public final class AccessGivenBackTest {

  @Scenario
  void s41_whatTheTwoSharedOpensAgainAndNothingElse(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person hcp3 = world.hcp();
    MutualShares shared = AccessBack.known(hcp1, hcp2);
    MutualShares others = MutualShares.between(hcp1, hcp3);
    String alone = Examples.patientOf(hcp1);
    String oldKey = hcp1.keys().current().keyId();
    Person lost = FurtherDevices.secondDevice(world, hcp1);

    await(lost.salus().accessBackApi().ask(hcp2.id()));
    List<AccessBackRequest> pending = await(hcp2.salus().accessBackApi().pendingRequests());
    assertThat(pending).hasSize(1);
    AccessBackRequest request = pending.get(0);
    assertThat(request.dataOwner()).isEqualTo(hcp1.id());
    assertThat(request.fingerprint()).isEqualTo(AccessBack.fingerprint(lost));
    assertThat(await(hcp3.salus().accessBackApi().pendingRequests())).isEmpty();
    failure(UntrustedKey.class, lost.patients().getPatient(shared.given().id()));
    List<EntriesAdded> progress = new ArrayList<>();

    EntriesAdded given =
        await(
            hcp2.salus()
                .accessBackApi()
                .giveBack(request, AccessBack.fingerprint(lost), progress::add));
    AccessTakenBack taken =
        await(lost.salus().accessBackApi().accept(hcp2.id(), AccessBack.fingerprint(hcp2)));

    assertThat(given).isEqualTo(new EntriesAdded(2, 0, 0));
    assertThat(progress).extracting(EntriesAdded::looked).containsExactly(1, 2);
    assertThat(taken.records()).isEqualTo(2);
    assertThat(taken.lostKeys()).containsExactly(oldKey);
    assertThat(await(hcp2.salus().accessBackApi().pendingRequests())).isEmpty();
    assertThat(await(lost.salus().accessBackApi().ownRequests()))
        .singleElement()
        .matches(AccessBackRequest::done);
    Person restarted = world.connect(lost, KeyRing.importJson(lost.keys().exportJson()));
    for (Person device : List.of(lost, restarted)) {
      shared.isReadableBy(device);
      failure(NoEntityKey.class, device.patients().getPatient(alone));
      failure(NoEntityKey.class, device.patients().getPatient(others.given().id()));
      failure(NoEntityKey.class, device.patients().getPatient(others.taken().id()));
    }
  }

  @Scenario
  void s41_givingAndAcceptingAgainChangesNothingAndEitherMayComeFirst(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    MutualShares shared = AccessBack.known(hcp1, hcp2);
    Person lost = FurtherDevices.secondDevice(world, hcp1);
    AccessBackRequest request = await(lost.salus().accessBackApi().ask(hcp2.id()));

    assertThat(await(lost.salus().accessBackApi().accept(hcp2.id(), qrCode(hcp2))))
        .isEqualTo(new AccessTakenBack(0, Set.of()));
    assertThat(AccessBack.giveBack(hcp2, request, lost)).isEqualTo(new EntriesAdded(2, 0, 0));
    assertThat(AccessBack.giveBack(hcp2, request, lost)).isEqualTo(new EntriesAdded(0, 2, 0));
    assertThat(AccessBack.accept(lost, hcp2).lostKeys()).hasSize(1);
    List<Pin> pins = lost.keys().pins(hcp1.id());
    assertThat(AccessBack.accept(lost, hcp2)).isEqualTo(new AccessTakenBack(2, Set.of()));

    assertThat(lost.keys().pins(hcp1.id())).isEqualTo(pins);
    shared.isReadableBy(lost, hcp2);
  }

  @Scenario
  void s41_everybodyIsAskedAtOnceAndEachGivesBackTheirPart(World world) {
    Person hcp1 = world.hcp();
    List<Person> counterparts = List.of(world.hcp(), world.patient(), world.device());
    List<MutualShares> shared =
        counterparts.stream().map(counterpart -> AccessBack.known(hcp1, counterpart)).toList();
    Person lost = FurtherDevices.secondDevice(world, hcp1);

    List<AccessBackRequest> asked = await(lost.salus().accessBackApi().ask());
    assertThat(asked)
        .extracting(AccessBackRequest::counterpart)
        .containsExactlyInAnyOrderElementsOf(counterparts.stream().map(Person::id).toList());
    for (int i = 0; i < counterparts.size(); i++) {
      Person counterpart = counterparts.get(i);
      AccessBack.giveBack(
          counterpart, await(counterpart.salus().accessBackApi().pendingRequests()).get(0), lost);
      AccessBack.accept(lost, counterpart);
      for (int j = 0; j < counterparts.size(); j++) {
        if (j <= i) {
          shared.get(j).isReadableBy(lost);
        } else {
          failure(NoEntityKey.class, lost.patients().getPatient(shared.get(j).given().id()));
        }
      }
    }
  }

  @Scenario
  void s41_afterwardsTheAskerModifiesSharesOnAndRevokes(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    MutualShares shared = AccessBack.known(hcp1, hcp2);
    KeyRing stolen = KeyRing.importJson(hcp1.keys().exportJson());
    Person lost = AccessBack.lostAndGivenBack(world, hcp1, hcp2);
    Person hcp4 = world.hcp();

    Patient noted =
        await(
            lost.patients()
                .createOrModifyPatient(shared.given().toBuilder().note("by the new key").build()));
    Patient taken =
        await(
            lost.patients()
                .createOrModifyPatient(shared.taken().toBuilder().note("this too").build()));
    DataSample fresh = Examples.sampleFor(noted.id(), lost);
    Patient passedOn = await(lost.patients().giveAccessTo(noted, hcp4.id()));
    await(lost.samples().giveAccessTo(fresh, hcp2.id()));

    failure(UntrustedKey.class, hcp4.patients().getPatient(noted.id()));
    await(lost.salus().deviceApi().retire(stolen.current().keyId()));
    Notarial.compare(hcp4, lost);
    for (Person reader : List.of(hcp2, hcp4)) {
      Person later = world.connect(reader, reader.keys());
      assertThat(await(later.patients().getPatient(noted.id()))).isEqualTo(passedOn);
    }
    assertThat(await(hcp2.patients().getPatient(taken.id()))).isEqualTo(taken);
    assertThat(await(hcp2.samples().getDataSample(fresh.id())).content())
        .isEqualTo(fresh.content());
    nothingNewIsUnderWhatTheLostKeySigned(world, lost, passedOn.id(), stolen);
    Patient left = await(lost.patients().revokeAccess(passedOn, hcp4.id())).entity();
    for (Person reader : List.of(lost, hcp2)) {
      assertThat(await(reader.patients().getPatient(noted.id()))).isEqualTo(left);
    }
    DataSample only = await(lost.samples().getDataSample(shared.sample().id()));
    DataSample own = await(lost.samples().revokeAccess(only, hcp2.id())).entity();
    assertThat(await(lost.samples().getDataSample(own.id()))).isEqualTo(own);
    Person restarted = world.connect(lost, KeyRing.importJson(lost.keys().exportJson()));
    assertThat(await(restarted.samples().getDataSample(own.id()))).isEqualTo(own);
    JsonObject stored = StoredEntities.entity(world, EntityType.DATA_SAMPLE, own.id());
    String wrapExchange = StoredEntities.delegationTo(hcp1.id(), stored).getString("wrapExchange");
    JsonObject wrapping = await(world.api(lost).exchange(wrapExchange));
    assertThat(ExchangeRecord.parse(wrapping).sealed())
        .containsOnlyKeys(lost.keys().current().keyId());
  }

  @Scenario
  void s41_nobodyShutsThemselvesOut(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    MutualShares shared = AccessBack.known(hcp1, hcp2);
    Person lost = AccessBack.lostAndGivenBack(world, hcp1, hcp2);
    Patient given = await(lost.patients().getPatient(shared.given().id()));
    DataSample sample = await(lost.samples().getDataSample(shared.sample().id()));

    failure(Forbidden.class, lost.patients().removeAccess(given, hcp2.id()));
    failure(Forbidden.class, lost.samples().removeAccess(sample, hcp2.id()));

    shared.isReadableBy(lost, hcp2);
    Patient copy = await(lost.patients().copyWithout(given, hcp2.id()));
    assertThat(await(lost.patients().getPatient(copy.id())).note()).isEqualTo(given.note());
    assertThat(await(lost.samples().getDataSamplesForPatient(copy.id()))).hasSize(1);
  }

  @Scenario
  void s41_theLastCounterpartOfAPatientIsRevokedAndThePatientsDataIsStillFound(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    MutualShares shared = AccessBack.known(hcp1, hcp2);
    Person lost = AccessBack.lostAndGivenBack(world, hcp1, hcp2);
    Patient given = await(lost.patients().getPatient(shared.given().id()));

    Patient left = await(lost.patients().revokeAccess(given, hcp2.id())).entity();

    failure(NotFound.class, hcp2.patients().getPatient(left.id()));
    Person restarted = world.connect(lost, KeyRing.importJson(lost.keys().exportJson()));
    assertThat(await(restarted.patients().getPatient(left.id()))).isEqualTo(left);
    assertThat(await(restarted.samples().getDataSamplesForPatient(left.id())))
        .extracting(DataSample::id)
        .containsExactly(shared.sample().id());
    DataSample fresh = Examples.sampleFor(left.id(), restarted);
    assertThat(await(restarted.samples().getDataSample(fresh.id()))).isEqualTo(fresh);
    assertThat(await(restarted.samples().getDataSamplesForPatient(left.id()))).hasSize(2);
  }

  @Scenario
  void s41_whatAThirdRekeyedSinceNeedsThatThird(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person hcp3 = world.hcp();
    Person hcp5 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    john = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    john = await(hcp1.patients().giveAccessTo(john, hcp3.id()));
    john = await(hcp3.patients().giveAccessTo(john, hcp5.id()));
    Notarial.compare(hcp2, hcp1);
    Notarial.compare(hcp3, hcp1);
    await(hcp2.patients().getPatient(john.id()));
    Patient rekeyed = await(hcp3.patients().revokeAccess(john, hcp5.id())).entity();
    Person lost = AccessBack.lostAndGivenBack(world, hcp1, hcp2);

    failure(NoEntityKey.class, lost.patients().getPatient(john.id()));

    AccessBack.giveBack(hcp3, await(lost.salus().accessBackApi().ask(hcp3.id())), lost);
    AccessBack.accept(lost, hcp3);
    assertThat(await(lost.patients().getPatient(john.id()))).isEqualTo(rekeyed);
  }

  @Scenario
  void s41_theLostKeyIsRetiredForAllAndNothingIsSealedToItAnyMore(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    MutualShares shared = AccessBack.known(hcp1, hcp2);
    String oldKey = hcp1.keys().current().keyId();
    Person lost = AccessBack.lostAndGivenBack(world, hcp1, hcp2);
    assertThat(await(lost.salus().deviceApi().cards()))
        .extracting(OwnCard::state)
        .containsExactlyInAnyOrder(State.LOST, State.THIS_DEVICE);

    await(lost.salus().deviceApi().retire(oldKey));
    Person later = world.connect(hcp2, hcp2.keys());
    MutualShares more = MutualShares.between(later, lost);

    shared.isReadableBy(lost, later);
    more.isReadableBy(lost, later);
    for (Person[] pair : List.of(new Person[] {later, lost}, new Person[] {lost, later})) {
      JsonObject query =
          new JsonObject().put("delegator", pair[0].id()).put("delegate", pair[1].id());
      JsonObject newest =
          await(world.api(later).exchanges(query)).getJsonArray("items").getJsonObject(0);
      assertThat(ExchangeRecord.parse(newest).sealed()).doesNotContainKey(oldKey);
    }
  }

  @Scenario
  void s41_losingKeysAgainAndRotatingInBetween(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    MutualShares shared = AccessBack.known(hcp1, hcp2);
    Person once = AccessBack.lostAndGivenBack(world, hcp1, hcp2);
    MutualShares more = MutualShares.between(once, hcp2);
    await(once.salus().deviceApi().rotate(progress -> {}));
    await(hcp2.salus().deviceApi().rotate(progress -> {}));
    shared.isReadableBy(once);
    Person later = world.connect(hcp2, hcp2.keys());

    Person twice = AccessBack.lostAndGivenBack(world, once, later);

    for (MutualShares each : List.of(shared, more, MutualShares.between(twice, later))) {
      each.isReadableBy(twice, later);
    }
  }

  private static String qrCode(Person person) {
    return person.salus().dataOwnerApi().getOwnQrCode();
  }

  private static void nothingNewIsUnderWhatTheLostKeySigned(
      World world, Person lost, String patient, KeyRing stolen) {
    Entity stored = Entity.parse(StoredEntities.entity(world, EntityType.PATIENT, patient));
    String newKey = lost.keys().current().keyId();
    List<String> exchanges =
        stored.grants().stream()
            .filter(grant -> grant.signedBy().equals(newKey))
            .map(Grant::delegations)
            .flatMap(delegations -> delegations.keySet().stream())
            .toList();
    assertThat(exchanges).isNotEmpty();
    for (String exchange : exchanges) {
      ExchangeRecord record = ExchangeRecord.parse(await(world.api(lost).exchange(exchange)));
      assertThat(record.signedBy()).isEqualTo(newKey);
      assertThat(record.sealed()).doesNotContainKey(stolen.current().keyId());
    }
  }
}
