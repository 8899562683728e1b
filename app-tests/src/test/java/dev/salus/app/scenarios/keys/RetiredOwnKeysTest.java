package dev.salus.app.scenarios.keys;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.InternalFault;
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
import dev.salus.sdk.FirstUse;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.device.OwnCard;
import dev.salus.sdk.device.OwnCard.State;
import dev.salus.sdk.device.RotatedKey;
import dev.salus.sdk.error.KeysRetired;
import dev.salus.sdk.keys.InMemoryKeyStore;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Pin;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Keys of a ring that are retired, and cards that somebody with an old key made. */
final class RetiredOwnKeysTest {

  private final Forger forger = new Forger();

  private static String current(Person person) {
    return person.keys().current().keyId();
  }

  private static KeyCard card(World world, Person owner, String keyId) {
    return await(world.api(owner).cards(owner.id(), new JsonObject()))
        .getJsonArray("items")
        .stream()
        .map(card -> KeyCard.parse((JsonObject) card))
        .filter(card -> card.keyId().equals(keyId))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> live(Salus salus) {
    return await(salus.deviceApi().cards()).stream()
        .filter(card -> card.state() != State.RETIRED)
        .map(OwnCard::keyId)
        .toList();
  }

  @Scenario
  void s43_theRecoveryKeyOfALostDeviceDoesNotMakeItsKeySignAgain(World world) {
    for (boolean letIn : List.of(true, false)) {
      Person laptop = world.hcp();
      Person phone = FurtherDevices.secondDevice(world, laptop);
      if (letIn) {
        FurtherDevices.letInEachOther(laptop, phone);
      }
      Patient john = await(phone.patients().createOrModifyPatient(Examples.johnSnow()));
      RecoveryKey key = await(phone.salus().recoveryApi().makeRecoveryKey());
      String own = current(laptop);
      await(laptop.salus().deviceApi().retire(current(phone)));

      await(laptop.salus().recoveryApi().restore(key));

      assertThat(current(laptop)).isEqualTo(own);
      assertThat(await(laptop.patients().getPatient(john.id()))).isEqualTo(john);
      Patient after = await(laptop.patients().createOrModifyPatient(Examples.johnSnow()));
      assertThat(await(laptop.salus().deviceApi().isRotationUnfinished())).isFalse();
      RotatedKey rotated = await(laptop.salus().deviceApi().rotate(progress -> {}));
      assertThat(live(laptop.salus())).containsExactly(rotated.keyId());
      assertThat(await(laptop.patients().getPatient(after.id()))).isEqualTo(after);
    }
  }

  @Scenario
  void s43_aRestoredRingWhoseOnlyKeyIsRetiredIsRotated(World world) {
    Person lost = world.hcp();
    Patient john = await(lost.patients().createOrModifyPatient(Examples.johnSnow()));
    String old = current(lost);
    RecoveryKey key = await(lost.salus().recoveryApi().makeRecoveryKey());
    await(lost.salus().deviceApi().rotate(progress -> {}));
    FirstUse restore = situation -> Future.succeededFuture(new FirstUse.Choice.Restore(key));
    SalusOptions options = SalusOptions.of(world.transport(lost));

    Salus restored = await(world.open(options.withKeyStore(new InMemoryKeyStore(), restore)));

    assertThat(await(restored.deviceApi().isRotationUnfinished())).isFalse();
    Patient read = await(restored.patientApi().getPatient(john.requireId()));
    for (Future<?> write :
        List.of(
            restored.patientApi().createOrModifyPatient(Examples.johnSnow()),
            restored.patientApi().createOrModifyPatient(read.toBuilder().note("later").build()),
            restored.patientApi().giveAccessTo(read, world.hcp().id()),
            restored.userApi().shareAllFutureDataWith(List.of(world.hcp().id())),
            restored.deviceApi().retire(current(lost)))) {
      assertThat(failure(KeysRetired.class, write).dataOwner()).isEqualTo(lost.id());
    }
    RotatedKey rotated = await(restored.deviceApi().rotate(progress -> {}));

    assertThat(await(restored.deviceApi().isRotationUnfinished())).isFalse();
    assertThat(live(restored)).contains(rotated.keyId()).doesNotContain(old);
    assertThat(card(world, lost, rotated.keyId()).endorsements()).isEmpty();
    Patient mine = await(restored.patientApi().createOrModifyPatient(Examples.johnSnow()));
    assertThat(await(restored.patientApi().getPatient(mine.requireId()))).isEqualTo(mine);
    assertThat(await(restored.patientApi().getPatient(john.requireId()))).isEqualTo(john);
  }

  @Scenario
  void s43_anUnfinishedRotationOfARingWithoutALiveKeyIsFoundAndFinished(World world) {
    Person lost = world.hcp();
    Patient john = await(lost.patients().createOrModifyPatient(Examples.johnSnow()));
    RecoveryKey key = await(lost.salus().recoveryApi().makeRecoveryKey());
    await(lost.salus().deviceApi().rotate(progress -> {}));
    FirstUse restore = situation -> Future.succeededFuture(new FirstUse.Choice.Restore(key));
    SalusOptions options = SalusOptions.of(world.transport(lost));
    InMemoryKeyStore store = new InMemoryKeyStore();
    HostileServer server = new HostileServer();
    Salus restored = await(world.open(server.between(options.withKeyStore(store, restore))));
    server.on(
        Operation.ADD_SEALED, (asked, honest) -> Future.failedFuture(new InternalFault("cut")));
    failure(InternalFault.class, restored.deviceApi().rotate(progress -> {}));
    await(restored.close());

    Salus again = await(world.open(SalusOptions.of(world.transport(lost)).withKeyStore(store)));

    assertThat(await(again.deviceApi().isRotationUnfinished())).isTrue();
    String begun = await(store.load(lost.id())).orElseThrow().current().keyId();
    assertThat(await(again.deviceApi().rotate(progress -> {})).keyId()).isEqualTo(begun);
    assertThat(await(again.deviceApi().isRotationUnfinished())).isFalse();
    assertThat(await(again.patientApi().getPatient(john.requireId()))).isEqualTo(john);
  }

  @Scenario
  void t02_aServerThatSaysACardIsRetiredAndListsItAsLiveDoesNotKeepIt(World world) {
    HostileServer server = new HostileServer();
    Person plain = world.hcp();
    Person lost = FurtherDevices.secondDevice(world, plain);
    FurtherDevices.letInEachOther(plain, lost);
    Person first = world.connect(plain, plain.keys(), server::between);
    server.on(
        Operation.RETIRE, (asked, honest) -> Future.failedFuture(new Conflict("retired", null)));

    await(first.salus().deviceApi().retire(current(lost)));
    String old = current(first);
    await(first.salus().deviceApi().rotate(progress -> {}));
    Patient john = await(first.patients().createOrModifyPatient(Examples.johnSnow()));
    await(first.patients().giveAccessTo(john, world.hcp().id()));

    assertThat(first.keys().pins(first.id()))
        .filteredOn(pin -> pin.how().equals(Pin.RETIRED))
        .extracting(Pin::keyId)
        .containsExactlyInAnyOrder(old, current(lost));
    assertThat(server.asked(Operation.CREATE_EXCHANGE))
        .isNotEmpty()
        .allSatisfy(
            asked ->
                assertThat(ExchangeRecord.parse(asked.body()).sealed())
                    .doesNotContainKeys(old, current(lost)));
  }

  @Scenario
  void aKeyThatCameIntoTheRingDuringARotationIsNotLeftInUse(World world) {
    HostileServer server = new HostileServer();
    Person plain = world.hcp();
    OwnerKey other = FurtherDevices.secondDevice(world, plain).keys().current();
    Person first = world.connect(plain, plain.keys(), server::between);
    server.on(
        Operation.RETIRE,
        (asked, honest) -> {
          first.keys().add(other);
          return honest.get();
        });

    failure(Conflict.class, first.salus().deviceApi().rotate(progress -> {}));

    assertThat(await(first.salus().deviceApi().isRotationUnfinished())).isTrue();
    RotatedKey rotated = await(first.salus().deviceApi().rotate(progress -> {}));
    assertThat(live(first.salus())).containsExactly(rotated.keyId());
  }

  @Scenario
  void aRotationDoesNotVouchForACardThatTheThiefOfTheOldKeyMade(World world) {
    Person first = world.hcp();
    Person device = FurtherDevices.secondDevice(world, first);
    FurtherDevices.letInEachOther(first, device);
    OwnerKey stolen = KeyRing.importJson(first.keys().exportJson()).current();
    OwnerKey thief = forger.keyOf(first.id());
    KeyCard made = thief.card().withEndorsement(stolen.endorse(thief.card()));
    await(world.api(first).publishCard(first.id(), made.toJson()));

    RotatedKey rotated = await(first.salus().deviceApi().rotate(progress -> {}));

    assertThat(rotated.notVouchedFor()).containsExactly(thief.keyId());
    assertThat(card(world, first, thief.keyId()).endorsements())
        .extracting(Endorsement::by)
        .containsExactly(stolen.keyId());
    for (String known : List.of(stolen.keyId(), current(device))) {
      assertThat(card(world, first, known).endorsements())
          .extracting(Endorsement::by)
          .contains(rotated.keyId());
    }
  }
}
