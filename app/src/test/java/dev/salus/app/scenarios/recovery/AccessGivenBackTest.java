package dev.salus.app.scenarios.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Forbidden;
import dev.salus.app.scenarios.keys.SecondDeviceTest;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Notarial;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.Shared;
import dev.salus.app.scenarios.stage.Stored;
import dev.salus.app.scenarios.stage.Wait;
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
    Shared shared = known(hcp1, hcp2);
    Shared others = Shared.between(hcp1, hcp3);
    String alone = Examples.patientOf(hcp1);
    String oldKey = hcp1.keys().current().keyId();
    Person lost = SecondDeviceTest.secondDevice(world, hcp1);

    Wait.get(lost.salus().accessBackApi().ask(hcp2.id()));
    List<AccessBackRequest> pending = Wait.get(hcp2.salus().accessBackApi().pendingRequests());
    assertThat(pending).hasSize(1);
    AccessBackRequest request = pending.get(0);
    assertThat(request.dataOwner()).isEqualTo(hcp1.id());
    assertThat(request.fingerprint()).isEqualTo(fingerprint(lost));
    assertThat(Wait.get(hcp3.salus().accessBackApi().pendingRequests())).isEmpty();
    Wait.failure(UntrustedKey.class, lost.patients().getPatient(shared.given().id()));
    List<EntriesAdded> progress = new ArrayList<>();

    EntriesAdded given =
        Wait.get(hcp2.salus().accessBackApi().giveBack(request, fingerprint(lost), progress::add));
    AccessTakenBack taken =
        Wait.get(lost.salus().accessBackApi().accept(hcp2.id(), fingerprint(hcp2)));

    assertThat(given).isEqualTo(new EntriesAdded(2, 0, 0));
    assertThat(progress).extracting(EntriesAdded::looked).containsExactly(1, 2);
    assertThat(taken.records()).isEqualTo(2);
    assertThat(taken.lostKeys()).containsExactly(oldKey);
    assertThat(Wait.get(hcp2.salus().accessBackApi().pendingRequests())).isEmpty();
    assertThat(Wait.get(lost.salus().accessBackApi().ownRequests()))
        .singleElement()
        .matches(AccessBackRequest::done);
    Person restarted = world.connect(lost, KeyRing.importJson(lost.keys().exportJson()));
    for (Person device : List.of(lost, restarted)) {
      shared.isReadableBy(device);
      Wait.failure(NoEntityKey.class, device.patients().getPatient(alone));
      Wait.failure(NoEntityKey.class, device.patients().getPatient(others.given().id()));
      Wait.failure(NoEntityKey.class, device.patients().getPatient(others.taken().id()));
    }
  }

  @Scenario
  void s41_givingAndAcceptingAgainChangesNothingAndEitherMayComeFirst(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Shared shared = known(hcp1, hcp2);
    Person lost = SecondDeviceTest.secondDevice(world, hcp1);
    AccessBackRequest request = Wait.get(lost.salus().accessBackApi().ask(hcp2.id()));

    assertThat(Wait.get(lost.salus().accessBackApi().accept(hcp2.id(), qrCode(hcp2))))
        .isEqualTo(new AccessTakenBack(0, Set.of()));
    assertThat(giveBack(hcp2, request, lost)).isEqualTo(new EntriesAdded(2, 0, 0));
    assertThat(giveBack(hcp2, request, lost)).isEqualTo(new EntriesAdded(0, 2, 0));
    assertThat(accept(lost, hcp2).lostKeys()).hasSize(1);
    List<Pin> pins = lost.keys().pins(hcp1.id());
    assertThat(accept(lost, hcp2)).isEqualTo(new AccessTakenBack(2, Set.of()));

    assertThat(lost.keys().pins(hcp1.id())).isEqualTo(pins);
    shared.isReadableBy(lost, hcp2);
  }

  @Scenario
  void s41_everybodyIsAskedAtOnceAndEachGivesBackTheirPart(World world) {
    Person hcp1 = world.hcp();
    List<Person> counterparts = List.of(world.hcp(), world.patient(), world.device());
    List<Shared> shared =
        counterparts.stream().map(counterpart -> known(hcp1, counterpart)).toList();
    Person lost = SecondDeviceTest.secondDevice(world, hcp1);

    List<AccessBackRequest> asked = Wait.get(lost.salus().accessBackApi().ask());
    assertThat(asked)
        .extracting(AccessBackRequest::counterpart)
        .containsExactlyInAnyOrderElementsOf(counterparts.stream().map(Person::id).toList());
    for (int i = 0; i < counterparts.size(); i++) {
      Person counterpart = counterparts.get(i);
      giveBack(
          counterpart,
          Wait.get(counterpart.salus().accessBackApi().pendingRequests()).get(0),
          lost);
      accept(lost, counterpart);
      for (int j = 0; j < counterparts.size(); j++) {
        if (j <= i) {
          shared.get(j).isReadableBy(lost);
        } else {
          Wait.failure(NoEntityKey.class, lost.patients().getPatient(shared.get(j).given().id()));
        }
      }
    }
  }

  @Scenario
  void s41_afterwardsTheAskerModifiesSharesOnAndRevokes(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Shared shared = known(hcp1, hcp2);
    KeyRing stolen = KeyRing.importJson(hcp1.keys().exportJson());
    Person lost = lostAndGivenBack(world, hcp1, hcp2);
    Person hcp4 = world.hcp();

    Patient noted =
        Wait.get(
            lost.patients()
                .createOrModifyPatient(shared.given().toBuilder().note("by the new key").build()));
    Patient taken =
        Wait.get(
            lost.patients()
                .createOrModifyPatient(shared.taken().toBuilder().note("this too").build()));
    DataSample fresh = Examples.sampleFor(noted.id(), lost);
    Patient passedOn = Wait.get(lost.patients().giveAccessTo(noted, hcp4.id()));
    Wait.get(lost.samples().giveAccessTo(fresh, hcp2.id()));

    Wait.failure(UntrustedKey.class, hcp4.patients().getPatient(noted.id()));
    Wait.get(lost.salus().deviceApi().retire(stolen.current().keyId()));
    Notarial.compare(hcp4, lost);
    for (Person reader : List.of(hcp2, hcp4)) {
      Person later = world.connect(reader, reader.keys());
      assertThat(Wait.get(later.patients().getPatient(noted.id()))).isEqualTo(passedOn);
    }
    assertThat(Wait.get(hcp2.patients().getPatient(taken.id()))).isEqualTo(taken);
    assertThat(Wait.get(hcp2.samples().getDataSample(fresh.id())).content())
        .isEqualTo(fresh.content());
    nothingNewIsUnderWhatTheLostKeySigned(world, lost, passedOn.id(), stolen);
    Patient left = Wait.get(lost.patients().revokeAccess(passedOn, hcp4.id())).entity();
    for (Person reader : List.of(lost, hcp2)) {
      assertThat(Wait.get(reader.patients().getPatient(noted.id()))).isEqualTo(left);
    }
    DataSample only = Wait.get(lost.samples().getDataSample(shared.sample().id()));
    DataSample own = Wait.get(lost.samples().revokeAccess(only, hcp2.id())).entity();
    assertThat(Wait.get(lost.samples().getDataSample(own.id()))).isEqualTo(own);
    Person restarted = world.connect(lost, KeyRing.importJson(lost.keys().exportJson()));
    assertThat(Wait.get(restarted.samples().getDataSample(own.id()))).isEqualTo(own);
    JsonObject stored = Stored.entity(world, EntityType.DATA_SAMPLE, own.id());
    String wrapExchange = Stored.delegationTo(hcp1.id(), stored).getString("wrapExchange");
    JsonObject wrapping = Wait.get(world.api(lost).exchange(wrapExchange));
    assertThat(ExchangeRecord.parse(wrapping).sealed())
        .containsOnlyKeys(lost.keys().current().keyId());
  }

  @Scenario
  void s41_nobodyShutsThemselvesOut(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Shared shared = known(hcp1, hcp2);
    Person lost = lostAndGivenBack(world, hcp1, hcp2);
    Patient given = Wait.get(lost.patients().getPatient(shared.given().id()));
    DataSample sample = Wait.get(lost.samples().getDataSample(shared.sample().id()));

    Wait.failure(Forbidden.class, lost.patients().revokeAccess(given, hcp2.id()));
    Wait.failure(Forbidden.class, lost.patients().removeAccess(given, hcp2.id()));
    Wait.failure(Forbidden.class, lost.samples().removeAccess(sample, hcp2.id()));

    shared.isReadableBy(lost, hcp2);
    Patient copy = Wait.get(lost.patients().copyWithout(given, hcp2.id()));
    assertThat(Wait.get(lost.patients().getPatient(copy.id())).note()).isEqualTo(given.note());
    assertThat(Wait.get(lost.samples().getDataSamplesForPatient(copy.id()))).hasSize(1);
  }

  @Scenario
  void s41_whatAThirdRekeyedSinceNeedsThatThird(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person hcp3 = world.hcp();
    Person hcp5 = world.hcp();
    Patient john = Wait.get(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    john = Wait.get(hcp1.patients().giveAccessTo(john, hcp2.id()));
    john = Wait.get(hcp1.patients().giveAccessTo(john, hcp3.id()));
    john = Wait.get(hcp3.patients().giveAccessTo(john, hcp5.id()));
    Notarial.compare(hcp2, hcp1);
    Notarial.compare(hcp3, hcp1);
    Wait.get(hcp2.patients().getPatient(john.id()));
    Patient rekeyed = Wait.get(hcp3.patients().revokeAccess(john, hcp5.id())).entity();
    Person lost = lostAndGivenBack(world, hcp1, hcp2);

    Wait.failure(NoEntityKey.class, lost.patients().getPatient(john.id()));

    giveBack(hcp3, Wait.get(lost.salus().accessBackApi().ask(hcp3.id())), lost);
    accept(lost, hcp3);
    assertThat(Wait.get(lost.patients().getPatient(john.id()))).isEqualTo(rekeyed);
  }

  @Scenario
  void s41_theLostKeyIsRetiredForAllAndNothingIsSealedToItAnyMore(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Shared shared = known(hcp1, hcp2);
    String oldKey = hcp1.keys().current().keyId();
    Person lost = lostAndGivenBack(world, hcp1, hcp2);
    assertThat(Wait.get(lost.salus().deviceApi().cards()))
        .extracting(OwnCard::state)
        .containsExactlyInAnyOrder(State.RETIRED, State.THIS_DEVICE);

    Wait.get(lost.salus().deviceApi().retire(oldKey));
    Person later = world.connect(hcp2, hcp2.keys());
    Shared more = Shared.between(later, lost);

    shared.isReadableBy(lost, later);
    more.isReadableBy(lost, later);
    for (Person[] pair : List.of(new Person[] {later, lost}, new Person[] {lost, later})) {
      JsonObject query =
          new JsonObject().put("delegator", pair[0].id()).put("delegate", pair[1].id());
      JsonObject newest =
          Wait.get(world.api(later).exchanges(query)).getJsonArray("items").getJsonObject(0);
      assertThat(ExchangeRecord.parse(newest).sealed()).doesNotContainKey(oldKey);
    }
  }

  @Scenario
  void s41_losingKeysAgainAndRotatingInBetween(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Shared shared = known(hcp1, hcp2);
    Person once = lostAndGivenBack(world, hcp1, hcp2);
    Shared more = Shared.between(once, hcp2);
    Wait.get(once.salus().deviceApi().rotate(progress -> {}));
    Wait.get(hcp2.salus().deviceApi().rotate(progress -> {}));
    shared.isReadableBy(once);
    Person later = world.connect(hcp2, hcp2.keys());

    Person twice = lostAndGivenBack(world, once, later);

    for (Shared each : List.of(shared, more, Shared.between(twice, later))) {
      each.isReadableBy(twice, later);
    }
  }

  /** What two share of whom the other has compared the one's fingerprint, while there was time. */
  public static Shared known(Person one, Person other) {
    Notarial.compare(other, one);
    return Shared.between(one, other);
  }

  /** The same person with new keys, after the counterpart gave access back. */
  public static Person lostAndGivenBack(World world, Person person, Person counterpart) {
    Person lost = SecondDeviceTest.secondDevice(world, person);
    giveBack(counterpart, Wait.get(lost.salus().accessBackApi().ask(counterpart.id())), lost);
    assertThat(accept(lost, counterpart).records()).isPositive();
    return lost;
  }

  public static EntriesAdded giveBack(Person counterpart, AccessBackRequest request, Person asker) {
    return Wait.get(
        counterpart.salus().accessBackApi().giveBack(request, fingerprint(asker), one -> {}));
  }

  public static AccessTakenBack accept(Person asker, Person counterpart) {
    return Wait.get(
        asker.salus().accessBackApi().accept(counterpart.id(), fingerprint(counterpart)));
  }

  public static String fingerprint(Person person) {
    return person.salus().dataOwnerApi().getOwnFingerprint();
  }

  private static String qrCode(Person person) {
    return person.salus().dataOwnerApi().getOwnQrCode();
  }

  private static void nothingNewIsUnderWhatTheLostKeySigned(
      World world, Person lost, String patient, KeyRing stolen) {
    Entity stored = Entity.parse(Stored.entity(world, EntityType.PATIENT, patient));
    String newKey = lost.keys().current().keyId();
    List<String> exchanges =
        stored.grants().stream()
            .filter(grant -> grant.signedBy().equals(newKey))
            .map(Grant::delegations)
            .flatMap(delegations -> delegations.keySet().stream())
            .toList();
    assertThat(exchanges).isNotEmpty();
    for (String exchange : exchanges) {
      ExchangeRecord record = ExchangeRecord.parse(Wait.get(world.api(lost).exchange(exchange)));
      assertThat(record.signedBy()).isEqualTo(newKey);
      assertThat(record.sealed()).doesNotContainKey(stolen.current().keyId());
    }
  }
}
