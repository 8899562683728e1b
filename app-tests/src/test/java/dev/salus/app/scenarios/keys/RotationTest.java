package dev.salus.app.scenarios.keys;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.FurtherDevices;
import dev.salus.app.scenarios.stage.Lengthy;
import dev.salus.app.scenarios.stage.MutualShares;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.device.OwnCard;
import dev.salus.sdk.device.OwnCard.State;
import dev.salus.sdk.device.RotatedKey;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.keys.InMemoryKeyStore;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.sharing.EntriesAdded;
import dev.salus.sdk.trust.KeyPrompt;
import dev.salus.sdk.trust.TrustPolicy;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A data owner's key is replaced by a new one while everything stays readable. */
final class RotationTest {

  @Scenario
  void everythingStaysReadableAndOthersTrustTheSuccessorWithoutBeingAsked(World world) {
    Person p = world.hcp();
    Person hcp2 =
        world.person(
            DataOwner.Type.HCP, options -> options.withTrust(TrustPolicy.trustOnFirstUse()));
    MutualShares shared = MutualShares.between(p, hcp2);
    OwnerKey old = p.keys().current();
    List<EntriesAdded> progress = new ArrayList<>();

    assertThat(await(p.salus().deviceApi().isRotationUnfinished())).isFalse();
    RotatedKey rotated = await(p.salus().deviceApi().rotate(progress::add));
    assertThat(await(p.salus().deviceApi().isRotationUnfinished())).isFalse();

    assertThat(rotated.entries()).isEqualTo(new EntriesAdded(3, 0, 0));
    assertThat(progress).extracting(EntriesAdded::looked).containsExactly(1, 2, 3);
    assertThat(rotated.keyId()).isEqualTo(p.keys().current().keyId()).isNotEqualTo(old.keyId());
    assertThat(rotated.fingerprint()).isEqualTo(p.salus().dataOwnerApi().getOwnFingerprint());
    assertThat(rotated.recoveryStaleBefore()).isGreaterThan(old.createdAt());
    KeyCard retired = card(world, p, old.keyId());
    assertThat(retired.retired()).isNotNull();
    assertThat(retired.retired().by()).isEqualTo(old.keyId());
    assertThat(retired.retired().successor()).isEqualTo(rotated.keyId());
    shared.isReadableBy(p, world.connect(hcp2, hcp2.keys()));
    Patient after = await(p.patients().createOrModifyPatient(Examples.johnSnow()));
    after = await(p.patients().giveAccessTo(after, hcp2.id()));
    Person later = world.connect(hcp2, hcp2.keys());
    assertThat(await(later.patients().getPatient(after.id()))).isEqualTo(after);
    assertThat(await(later.salus().dataOwnerApi().getTrustedKeys(p.id())))
        .extracting(KeyPrompt::keyId)
        .containsExactly(rotated.keyId());
    Patient back = await(later.patients().createOrModifyPatient(Examples.johnSnow()));
    back = await(later.patients().giveAccessTo(back, p.id()));
    assertThat(await(p.patients().getPatient(back.id()))).isEqualTo(back);
  }

  @Scenario
  void whatIsSharedAfterwardsIsNotSealedToTheOldKey(World world) {
    Person p = world.hcp();
    Person hcp2 = world.hcp();
    MutualShares.between(p, hcp2);
    KeyRing before = KeyRing.importJson(p.keys().exportJson());
    String old = before.current().keyId();
    await(p.salus().deviceApi().rotate(progress -> {}));
    Person later = world.connect(hcp2, hcp2.keys());

    Patient own = await(p.patients().createOrModifyPatient(Examples.johnSnow()));
    own = await(p.patients().giveAccessTo(own, hcp2.id()));
    Patient given = await(later.patients().createOrModifyPatient(Examples.johnSnow()));
    given = await(later.patients().giveAccessTo(given, p.id()));

    for (String[] pair : List.of(pair(p, p), pair(p, hcp2), pair(hcp2, p))) {
      assertThat(newest(world, p, pair).sealed())
          .containsKey(p.keys().current().keyId())
          .doesNotContainKey(old);
    }
    Person thief = world.connect(p, before);
    failure(NoEntityKey.class, thief.patients().getPatient(own.id()));
    failure(NoEntityKey.class, thief.patients().getPatient(given.id()));
  }

  @Scenario
  @Lengthy
  void itGoesOnAfterBeingStoppedAnywhere(World world) {
    for (boolean answerLost : List.of(false, true)) {
      int calls = 0;
      while (isStoppedAfter(world, calls, answerLost)) {
        calls++;
      }
      assertThat(calls).isGreaterThan(8).isLessThan(40);
    }
  }

  /** Whether the rotation was stopped; if so, it was finished by another process. */
  private static boolean isStoppedAfter(World world, int calls, boolean answerLost) {
    Person p = world.hcp();
    Person hcp2 = world.hcp();
    MutualShares shared = MutualShares.between(p, hcp2);
    InMemoryKeyStore store = new InMemoryKeyStore();
    await(store.save(p.keys()));
    CutWire wire = new CutWire();
    Person running = kept(world, p, store, wire);
    wire.cutAfter(calls, answerLost);

    Future<RotatedKey> rotating = running.salus().deviceApi().rotate(progress -> {});
    settled(rotating);
    if (rotating.succeeded()) {
      return false;
    }
    assertThat(rotating.cause()).isInstanceOf(Unavailable.class);
    Person restarted = kept(world, p, store, new CutWire());
    shared.isReadableBy(restarted, world.connect(hcp2, hcp2.keys()));
    MutualShares more = MutualShares.between(restarted, world.connect(hcp2, hcp2.keys()));

    boolean unfinished = await(restarted.salus().deviceApi().isRotationUnfinished());
    RotatedKey rotated = await(restarted.salus().deviceApi().rotate(progress -> {}));

    List<OwnCard> cards = await(restarted.salus().deviceApi().cards());
    assertThat(cards)
        .as("after %d calls", calls)
        .filteredOn(card -> card.state() == State.THIS_DEVICE)
        .extracting(OwnCard::keyId)
        .containsExactly(rotated.keyId());
    assertThat(cards.stream().filter(card -> card.state() == State.RETIRED).count())
        .isEqualTo(cards.size() - 1L);
    if (unfinished) {
      assertThat(cards).hasSize(2);
    }
    for (MutualShares each : List.of(shared, more, MutualShares.between(restarted, hcp2))) {
      each.isReadableBy(restarted, world.connect(hcp2, hcp2.keys()));
    }
    return true;
  }

  @Scenario
  void aFailureInTheSameProcessIsGoneOnFrom(World world) {
    Person plain = world.hcp();
    Person hcp2 = world.hcp();
    MutualShares shared = MutualShares.between(plain, hcp2);
    CutWire wire = new CutWire();
    Person p = world.connect(plain, plain.keys(), wire::over);
    String old = p.keys().current().keyId();
    wire.cutAfter(1, false);
    failure(Unavailable.class, p.salus().deviceApi().rotate(progress -> {}));
    wire.cutAfter(Integer.MAX_VALUE, false);

    assertThat(p.keys().current().keyId()).isEqualTo(old);
    assertThat(await(p.salus().deviceApi().isRotationUnfinished())).isTrue();
    MutualShares more = MutualShares.between(p, hcp2);
    Future<RotatedKey> one = p.salus().deviceApi().rotate(progress -> {});
    Future<RotatedKey> joined = p.salus().deviceApi().rotate(progress -> {});

    assertThat(await(one)).isEqualTo(await(joined));
    assertThat(p.keys().keys()).hasSize(2);
    for (MutualShares each : List.of(shared, more)) {
      each.isReadableBy(p, world.connect(hcp2, hcp2.keys()));
    }
  }

  @Scenario
  void whoWritesMeanwhileNeitherFailsNorBecomesUnreadable(World world) {
    Person p = world.hcp();
    Person hcp2 = world.hcp();
    MutualShares before = MutualShares.between(p, hcp2);
    Patient changing = await(p.patients().createOrModifyPatient(Examples.johnSnow()));
    List<Future<Patient>> writes = new ArrayList<>();
    Future<RotatedKey> first = p.salus().deviceApi().rotate(progress -> {});
    for (int i = 0; i < 20; i++) {
      writes.add(
          p.patients()
              .createOrModifyPatient(Examples.johnSnow())
              .compose(john -> p.patients().giveAccessTo(john, hcp2.id())));
    }
    await(first);
    Future<RotatedKey> second = p.salus().deviceApi().rotate(progress -> {});
    for (int i = 0; i < 20; i++) {
      changing =
          await(p.patients().createOrModifyPatient(changing.toBuilder().note("n" + i).build()));
    }
    await(second);

    Person later = world.connect(hcp2, hcp2.keys());
    for (Future<Patient> write : writes) {
      Patient john = await(write);
      assertThat(await(later.patients().getPatient(john.id()))).isEqualTo(john);
    }
    assertThat(await(p.patients().getPatient(changing.id()))).isEqualTo(changing);
    before.isReadableBy(p, later);
  }

  @Scenario
  void whoRemembersTheOldCardAsLiveSharesAllTheSame(World world) {
    Person p = world.hcp();
    Person hcp2 = world.hcp();
    Patient john = await(hcp2.patients().createOrModifyPatient(Examples.johnSnow()));
    await(hcp2.salus().dataOwnerApi().getTrustedKeys(p.id()));

    await(p.salus().deviceApi().rotate(progress -> {}));
    john = await(hcp2.patients().giveAccessTo(john, p.id()));

    assertThat(await(p.patients().getPatient(john.id()))).isEqualTo(john);
  }

  @Scenario
  void whoConfirmsTheNewKeyOnlyReadsWhatTheOldOneSigned(World world) {
    Person p = world.hcp();
    Person device = FurtherDevices.secondDevice(world, p);
    FurtherDevices.letInEachOther(p, device);
    Person hcp2 = world.hcp();
    MutualShares shared = MutualShares.between(p, hcp2);
    MutualShares byDevice = MutualShares.between(device, hcp2);
    await(p.salus().deviceApi().rotate(progress -> {}));
    KeyRing forgetful = KeyRing.importJson(hcp2.keys().exportJson().put("pins", new JsonObject()));
    Person later =
        world.connect(hcp2, forgetful, options -> options.withTrust(TrustPolicy.onlyConfirmed()));

    await(
        later.salus().dataOwnerApi().verify(p.id(), p.salus().dataOwnerApi().getOwnFingerprint()));

    shared.isReadableBy(p, later);
    byDevice.isReadableBy(device, later);
  }

  @Scenario
  void t02_aServerThatHidesRetirementsPreventsNoRotationAndBringsNoKeyBack(World world) {
    HostileServer server = new HostileServer();
    Person plain = world.hcp();
    Person lostDevice = FurtherDevices.secondDevice(world, plain);
    FurtherDevices.letInEachOther(plain, lostDevice);
    await(plain.salus().deviceApi().retire(lostDevice.keys().current().keyId()));
    RotatedKey first = await(plain.salus().deviceApi().rotate(progress -> {}));
    KeyRing kept = KeyRing.importJson(plain.keys().exportJson());
    server.alter(Operation.CARDS, RotationTest::withoutRetirements);
    Person p = world.connect(plain, kept, server::between);

    assertThat(await(p.salus().deviceApi().isRotationUnfinished())).isFalse();
    RotatedKey second = await(p.salus().deviceApi().rotate(progress -> {}));

    assertThat(second.keyId()).isNotEqualTo(first.keyId());
    Patient john = await(p.patients().createOrModifyPatient(Examples.johnSnow()));
    assertThat(await(p.patients().getPatient(john.id()))).isEqualTo(john);
    assertThat(newest(world, p, pair(p, p)).sealed())
        .doesNotContainKey(lostDevice.keys().current().keyId());
  }

  private static JsonObject withoutRetirements(JsonObject cards) {
    cards.getJsonArray("items").forEach(card -> ((JsonObject) card).remove("retired"));
    return cards;
  }

  private static Person kept(World world, Person person, InMemoryKeyStore store, CutWire wire) {
    KeyRing keys = await(store.load(person.id())).orElseThrow();
    return world.connect(person, keys, options -> wire.over(options).withKeyStore(store));
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

  private static String[] pair(Person from, Person to) {
    return new String[] {from.id(), to.id()};
  }

  private static ExchangeRecord newest(World world, Person party, String[] pair) {
    JsonObject query = new JsonObject().put("delegator", pair[0]).put("delegate", pair[1]);
    return ExchangeRecord.parse(
        await(world.api(party).exchanges(query)).getJsonArray("items").getJsonObject(0));
  }
}
