package dev.salus.app.scenarios.keys;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Basic;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.FurtherDevices;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.sdk.device.DeviceApi;
import dev.salus.sdk.device.OwnCard;
import dev.salus.sdk.device.OwnCard.State;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Decrypted;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.StillEncrypted;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.sharing.EntriesAdded;
import dev.salus.testkit.HostileServer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Scenario S49: a data owner's second device, which has a key of its own. */
@Basic
public final class SecondDeviceTest {

  @Scenario
  void s49_writesAtOnceAndOpensAllOnceItIsLetIn(World world) {
    Person first = world.hcp();
    Person hcp2 = world.hcp();
    Patient own = await(first.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample sample = Examples.sampleFor(own.id(), first);
    Patient given = await(hcp2.patients().createOrModifyPatient(Examples.johnSnow()));
    await(hcp2.patients().giveAccessTo(given, first.id()));
    Person second = FurtherDevices.secondDevice(world, first);

    Patient written = await(second.patients().createOrModifyPatient(Examples.johnSnow()));
    assertThat(await(second.patients().getPatient(written.id()))).isEqualTo(written);
    assertThat(tryGet(second, own.id())).isInstanceOf(StillEncrypted.class);
    assertThat(tryGet(second, given.id())).isInstanceOf(StillEncrypted.class);
    assertThat(tryGet(first, written.id())).isInstanceOf(StillEncrypted.class);

    FurtherDevices.letInEachOther(first, second);

    assertThat(await(second.patients().getPatient(own.id()))).isEqualTo(own);
    assertThat(await(second.patients().getPatient(given.id())).note()).isEqualTo(given.note());
    assertThat(await(second.samples().getDataSamplesForPatient(own.id()))).containsExactly(sample);
    assertThat(await(first.patients().getPatient(written.id()))).isEqualTo(written);
  }

  @Scenario
  void s49_nothingThatWasLetInOpensBeforeTheFirstDeviceIsConfirmed(World world) {
    Person first = world.hcp();
    Patient own = await(first.patients().createOrModifyPatient(Examples.johnSnow()));
    Person second = FurtherDevices.secondDevice(world, first);
    assertThat(FurtherDevices.letIn(first, second).added()).isEqualTo(1);

    UntrustedKey refused = failure(UntrustedKey.class, second.patients().getPatient(own.id()));
    assertThat(refused.keyId()).isEqualTo(first.keys().current().keyId());

    await(second.salus().dataOwnerApi().verify(second.id(), qrCode(first)));
    assertThat(await(second.patients().getPatient(own.id()))).isEqualTo(own);
  }

  @Scenario
  void s49_whatOneOfThemSharesIsOpenToBothAndTheOthersBelieveBoth(World world) {
    Person first = world.hcp();
    Person hcp2 = world.hcp();
    Patient known = await(first.patients().createOrModifyPatient(Examples.johnSnow()));
    known = await(first.patients().giveAccessTo(known, hcp2.id()));
    await(hcp2.patients().getPatient(known.id()));
    Person second = FurtherDevices.secondDevice(world, first);
    FurtherDevices.letInEachOther(first, second);
    Person later = world.connect(hcp2, hcp2.keys());

    Patient changed =
        await(second.patients().createOrModifyPatient(known.toBuilder().note("by both").build()));
    Patient fresh = await(second.patients().createOrModifyPatient(Examples.johnSnow()));
    fresh = await(second.patients().giveAccessTo(fresh, hcp2.id()));
    Patient given = await(later.patients().createOrModifyPatient(Examples.johnSnow()));
    given = await(later.patients().giveAccessTo(given, first.id()));

    assertThat(await(later.patients().getPatient(known.id()))).isEqualTo(changed);
    assertThat(await(later.patients().getPatient(fresh.id()))).isEqualTo(fresh);
    for (Person device : List.of(first, second)) {
      assertThat(await(device.patients().getPatient(changed.id()))).isEqualTo(changed);
      assertThat(await(device.patients().getPatient(fresh.id()))).isEqualTo(fresh);
      assertThat(await(device.patients().getPatient(given.id()))).isEqualTo(given);
    }
  }

  @Scenario
  void s49_lettingInAgainAddsNothingAndProgressIsTold(World world) {
    Person first = world.hcp();
    for (int i = 0; i < 3; i++) {
      Patient john = await(first.patients().createOrModifyPatient(Examples.johnSnow()));
      await(first.patients().giveAccessTo(john, world.hcp().id()));
    }
    Person second = FurtherDevices.secondDevice(world, first);
    List<EntriesAdded> progress = new ArrayList<>();
    DeviceApi devices = first.salus().deviceApi();

    EntriesAdded once =
        await(devices.letIn(second.keys().current().keyId(), qrCode(second), progress::add));
    EntriesAdded again = FurtherDevices.letIn(first, second);

    assertThat(once).isEqualTo(new EntriesAdded(4, 0, 0));
    assertThat(progress).extracting(EntriesAdded::looked).containsExactly(1, 2, 3, 4);
    assertThat(again).isEqualTo(new EntriesAdded(0, 4, 0));
  }

  @Scenario
  void s49_loggingInAgainPublishesNoCard(World world) {
    Person first = world.hcp();
    Person second = FurtherDevices.secondDevice(world, first);
    HostileServer watched = new HostileServer();

    for (Person device : List.of(first, second)) {
      KeyRing kept = KeyRing.importJson(device.keys().exportJson());
      Person again = world.connect(device, kept, watched::between);
      assertThat(await(again.salus().deviceApi().cards())).hasSize(2);
    }

    assertThat(watched.asked(Operation.CARDS)).isNotEmpty();
    assertThat(watched.asked(Operation.PUBLISH_CARD)).isEmpty();
  }

  @Scenario
  void s49_theCardsAreListedWithWhatTheyAre(World world) {
    Person first = world.person(DataOwner.Type.DEVICE);
    Person second = FurtherDevices.secondDevice(world, first);
    assertThat(states(first)).containsExactlyInAnyOrder(State.THIS_DEVICE, State.UNTRUSTED);
    assertThat(states(second)).containsExactlyInAnyOrder(State.UNTRUSTED, State.THIS_DEVICE);

    FurtherDevices.letIn(first, second);
    assertThat(states(first)).containsExactlyInAnyOrder(State.THIS_DEVICE, State.TRUSTED);
    assertThat(states(second)).containsExactlyInAnyOrder(State.UNTRUSTED, State.THIS_DEVICE);

    await(first.salus().deviceApi().retire(second.keys().current().keyId()));
    assertThat(states(first)).containsExactlyInAnyOrder(State.THIS_DEVICE, State.RETIRED);
    OwnCard own =
        await(first.salus().deviceApi().cards()).stream()
            .filter(card -> card.state() == State.THIS_DEVICE)
            .findFirst()
            .orElseThrow();
    assertThat(own.fingerprint()).isEqualTo(first.salus().dataOwnerApi().getOwnFingerprint());
    assertThat(own.qrCode()).isEqualTo(qrCode(first));
  }

  @Scenario
  void aLostDeviceGetsNothingNewAndWhatItWroteStaysReadable(World world) {
    Person first = world.hcp();
    Person hcp2 = world.hcp();
    Person lost = FurtherDevices.secondDevice(world, first);
    FurtherDevices.letInEachOther(first, lost);
    Patient before = await(lost.patients().createOrModifyPatient(Examples.johnSnow()));
    before = await(lost.patients().giveAccessTo(before, hcp2.id()));

    await(first.salus().deviceApi().retire(lost.keys().current().keyId()));
    await(first.salus().deviceApi().retire(lost.keys().current().keyId()));
    Patient after = await(first.patients().createOrModifyPatient(Examples.johnSnow()));
    after = await(first.patients().giveAccessTo(after, hcp2.id()));

    assertThat(await(hcp2.patients().getPatient(before.id()))).isEqualTo(before);
    assertThat(await(first.patients().getPatient(before.id()))).isEqualTo(before);
    assertThat(await(hcp2.patients().getPatient(after.id()))).isEqualTo(after);
    assertThat(tryGet(lost, after.id())).isInstanceOf(StillEncrypted.class);
    JsonObject query = new JsonObject().put("delegator", first.id()).put("delegate", hcp2.id());
    JsonObject newest =
        await(world.api(first).exchanges(query)).getJsonArray("items").getJsonObject(0);
    assertThat(ExchangeRecord.parse(newest).sealed())
        .containsOnlyKeys(first.keys().current().keyId(), hcp2.keys().current().keyId());
  }

  private static String qrCode(Person person) {
    return person.salus().dataOwnerApi().getOwnQrCode();
  }

  private static List<State> states(Person person) {
    return await(person.salus().deviceApi().cards()).stream().map(OwnCard::state).toList();
  }

  private static PotentiallyEncrypted<Patient> tryGet(Person person, String id) {
    PotentiallyEncrypted<Patient> got = await(person.patients().getAndTryDecrypt(id));
    assertThat(got).isInstanceOfAny(Decrypted.class, StillEncrypted.class);
    return got;
  }
}
