package dev.salus.app.scenarios.recovery;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Basic;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.FurtherDevices;
import dev.salus.app.scenarios.stage.Notarial;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.error.MissingShares;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RecoveryRefused.Reason;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.recovery.AppointedNotaries;
import dev.salus.sdk.recovery.NotaryApi;
import dev.salus.sdk.recovery.ShareRequest;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Scenario S44: keys that are lost, and restored with the help of notaries. */
@Basic
final class NotariesTest {

  private static List<String> ids(Person... people) {
    return List.of(people).stream().map(Person::id).toList();
  }

  @Scenario
  void s44_twoOfThreeNotariesRestoreTheKeysWhicheverTwo(World world) {
    Person owner = world.patient();
    Person hcp = world.hcp();
    List<Person> notaries = List.of(world.hcp(), world.patient(), world.hcp());
    Patient own = await(owner.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient given = await(hcp.patients().createOrModifyPatient(Examples.johnSnow()));
    await(hcp.patients().giveAccessTo(given, owner.id()));
    Notarial.appoint(owner, 2, notaries);
    await(owner.salus().close());

    for (int left = 0; left < 3; left++) {
      Person after = FurtherDevices.newMachine(world, owner);
      ShareRequest request = Notarial.ask(after);
      Person first = notaries.get((left + 1) % 3);
      Person second = notaries.get((left + 2) % 3);
      Notarial.compare(after, first);
      Notarial.compare(after, second);

      Notarial.approve(first, after);
      assertThat(Notarial.missing(after, request, 2).missing()).isEqualTo(1);
      assertThat(after.keys().keys()).hasSize(1);
      Notarial.approve(second, after);
      await(after.salus().notaryApi().restore(request, 2));

      assertThat(await(after.patients().getPatient(own.id()))).isEqualTo(own);
      assertThat(await(after.patients().getPatient(given.id())).note()).isEqualTo(Examples.NOTE);
      assertThat(await(notaries.get(left).salus().notaryApi().pendingRequests())).isEmpty();
    }
  }

  @Scenario
  void t21_aSetThatALaterOneTookThePlaceOfIsNotCurrentThoughTheServerKeepsIt(World world) {
    HostileServer server = new HostileServer();
    Person known = world.patient();
    Person owner = world.connect(known, known.keys(), server::between);
    Notarial.appoint(owner, 1, List.of(world.hcp()));
    server.on(Operation.DELETE_NOTARY_SET, (asked, honest) -> Future.succeededFuture());
    Notarial.appoint(owner, 1, List.of(world.hcp()));

    assertThat(await(owner.salus().notaryApi().sets()))
        .extracting(AppointedNotaries::current)
        .containsExactly(true, false);
  }

  @Scenario
  void t21_ofTwoSetsTheOneThatWasSignedLastIsCurrentWhateverTheClockSaid(World world) {
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(4));
    HostileServer server = new HostileServer();
    Person known = world.patient();
    Person early =
        world.connect(known, known.keys(), options -> server.between(options.withClock(ahead)));
    String replaced = Notarial.appoint(early, 1, List.of(world.hcp())).setId();
    server.on(Operation.DELETE_NOTARY_SET, (asked, honest) -> Future.succeededFuture());
    Person owner = world.connect(known, known.keys(), server::between);

    AppointedNotaries last = Notarial.appoint(owner, 1, List.of(world.hcp()));

    assertThat(last.current()).isTrue();
    assertThat(await(owner.salus().notaryApi().sets()))
        .filteredOn(AppointedNotaries::current)
        .extracting(AppointedNotaries::setId)
        .containsExactly(last.setId())
        .doesNotContain(replaced);
  }

  @Scenario
  void t21_aSetOfBeforeTheKeyThatIsInUseIsNotCurrentWhateverTheClockSaid(World world) {
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(4));
    Person known = world.patient();
    Person early = world.connect(known, known.keys(), options -> options.withClock(ahead));
    Notarial.appoint(early, 1, List.of(world.hcp()));
    Person owner = world.connect(known, known.keys());

    await(owner.salus().deviceApi().rotate(progress -> {}));

    assertThat(await(owner.salus().notaryApi().sets()))
        .extracting(AppointedNotaries::current)
        .containsExactly(false);
  }

  @Scenario
  void s44_aShareOfAnotherClientThatDoesNotNameItsCardIsGivenBackToo(World world) {
    HostileServer client = new HostileServer();
    Person known = world.patient();
    Person owner = world.connect(known, known.keys(), client::between);
    Person notary = world.hcp();
    client.on(
        Operation.CREATE_NOTARY_SET,
        (asked, honest) -> {
          JsonObject shares = asked.body().getJsonObject("shares");
          String keyId = notary.keys().current().keyId();
          shares.put(notary.id(), shares.getJsonObject(notary.id()).getString(keyId));
          return honest.get();
        });
    Notarial.appoint(owner, 1, List.of(notary));
    Person after = FurtherDevices.newMachine(world, owner);
    ShareRequest request = Notarial.ask(after);
    Notarial.compare(after, notary);

    Notarial.approve(notary, after);
    await(after.salus().notaryApi().restore(request, 1));

    assertThat(after.keys().keys()).hasSize(2);
  }

  @Scenario
  void s44_withoutAnyApprovalItIsSaidHowManyAreMissing(World world) {
    Person owner = world.patient();
    Notarial.appoint(owner, 2, List.of(world.hcp(), world.hcp()));
    Person after = FurtherDevices.newMachine(world, owner);

    MissingShares missing = Notarial.missing(after, Notarial.ask(after), 2);

    assertThat(missing.missing()).isEqualTo(2);
    assertThat(missing.unconfirmed()).isEmpty();
    assertThat(missing.refused()).isEmpty();
  }

  @Scenario
  void s44_aNotaryWhoseFingerprintNobodyComparedDoesNotCount(World world) {
    Person owner = world.patient();
    Person notary = world.hcp();
    Notarial.appoint(owner, 1, List.of(notary));
    Person after = FurtherDevices.newMachine(world, owner);
    ShareRequest request = Notarial.ask(after);
    Notarial.approve(notary, after);
    await(after.salus().dataOwnerApi().getTrustedKeys(notary.id()));
    assertThat(after.keys().pins(notary.id())).as("trusted on first use").hasSize(1);

    assertThat(Notarial.missing(after, request, 1).unconfirmed()).containsExactly(notary.id());

    Notarial.compare(after, notary);
    await(after.salus().notaryApi().restore(request, 1));
    assertThat(after.keys().keys()).hasSize(2);
  }

  @Scenario
  void s44_nobodyIsAppointedOnFirstUse(World world) {
    Person owner = world.patient();
    Person compared = world.hcp();
    Person met = world.hcp();
    Notarial.compare(owner, compared);
    await(owner.salus().dataOwnerApi().getTrustedKeys(met.id()));

    UntrustedKey refused =
        failure(UntrustedKey.class, owner.salus().notaryApi().appoint(1, ids(compared, met)));

    assertThat(refused.dataOwner()).isEqualTo(met.id());
    assertThat(await(owner.salus().notaryApi().sets())).isEmpty();
    assertThat(await(owner.salus().recoveryApi().list())).isEmpty();
  }

  @Scenario
  void s44_thoseWhoWereAppointedBeforeAreSoNoMore(World world) {
    Person owner = world.patient();
    Person before = world.hcp();
    Person now = world.hcp();
    AppointedNotaries first = Notarial.appoint(owner, 1, List.of(before));
    String firstCopy = await(owner.salus().recoveryApi().list()).get(0).recoveryId();
    ShareRequest early = await(owner.salus().notaryApi().ask(first.setId()));

    AppointedNotaries second = Notarial.appoint(owner, 1, List.of(now));

    assertThat(await(owner.salus().notaryApi().sets())).containsExactly(second);
    assertThat(second.needed()).isEqualTo(1);
    assertThat(second.trusted()).isTrue();
    assertThat(second.current()).isTrue();
    assertThat(await(owner.salus().recoveryApi().list()))
        .singleElement()
        .matches(copy -> !copy.recoveryId().equals(firstCopy));
    assertThat(await(before.salus().notaryApi().sets())).isEmpty();
    assertThat(await(before.salus().notaryApi().pendingRequests())).isEmpty();
    failure(NotFound.class, before.salus().notaryApi().approve(early, Notarial.fingerprint(owner)));
    assertThat(await(now.salus().notaryApi().sets()))
        .extracting(AppointedNotaries::setId)
        .containsExactly(second.setId());
  }

  @Scenario
  void s44_whoLostTheKeysAndAppointsAnewHasNoNotaryOfBeforeLeft(World world) {
    Person owner = world.patient();
    Person before = world.hcp();
    Person now = world.hcp();
    Notarial.appoint(owner, 1, List.of(before));
    Person after = FurtherDevices.newMachine(world, owner);

    AppointedNotaries second = Notarial.appoint(after, 1, List.of(now));

    assertThat(await(after.salus().notaryApi().sets())).containsExactly(second);
    assertThat(await(before.salus().notaryApi().sets())).isEmpty();
    assertThat(await(after.salus().recoveryApi().list())).hasSize(1);
  }

  @Scenario
  void s44_theOneWhoAsksSaysHowManyThereHaveToBe(World world) {
    Person owner = world.patient();
    Person notary = world.hcp();
    Notarial.appoint(owner, 1, List.of(notary));
    Person after = FurtherDevices.newMachine(world, owner);
    ShareRequest request = Notarial.ask(after);
    Notarial.compare(after, notary);
    Notarial.approve(notary, after);

    RecoveryRefused refused =
        failure(RecoveryRefused.class, after.salus().notaryApi().restore(request, 2));

    assertThat(refused.reason()).isEqualTo(Reason.QUORUM);
    assertThat(after.keys().keys()).hasSize(1);
  }

  /** The server showed another set while a person was asked than it lists when it is used. */
  @Scenario
  void t28_whoRecognisedTheirNotariesRestoresByThoseAndByNoOthers(World world) {
    Person owner = world.patient();
    Person notary = world.hcp();
    Notarial.appoint(owner, 1, List.of(notary));
    Person after = FurtherDevices.newMachine(world, owner);
    NotaryApi api = after.salus().notaryApi();
    ShareRequest request = Notarial.ask(after);
    Notarial.compare(after, notary);
    Notarial.approve(notary, after);
    AppointedNotaries listed = await(api.sets()).get(0);

    RecoveryRefused refused =
        failure(
            RecoveryRefused.class, api.restore(request, with(listed, List.of(world.hcp().id()))));

    assertThat(refused.reason()).isEqualTo(Reason.SET);
    assertThat(after.keys().keys()).hasSize(1);
    await(api.restore(request, listed));
    assertThat(after.keys().keys()).hasSize(2);
  }

  private static AppointedNotaries with(AppointedNotaries set, List<String> notaries) {
    return new AppointedNotaries(
        set.setId(),
        set.owner(),
        set.needed(),
        notaries,
        set.createdAt(),
        set.recoveryId(),
        set.trusted(),
        set.current());
  }

  @Scenario
  void aNotaryWithTwoKeysAnswersWithEither(World world) {
    Person owner = world.patient();
    Person notary = world.hcp();
    Notarial.appoint(owner, 1, List.of(notary));
    Person after = FurtherDevices.newMachine(world, owner);
    await(notary.salus().deviceApi().rotate(progress -> {}));
    ShareRequest request = Notarial.ask(after);
    Notarial.compare(after, notary);

    Notarial.approve(notary, after);

    await(after.salus().notaryApi().restore(request, 1));
    assertThat(after.keys().keys()).hasSize(2);
  }

  @Scenario
  void aRequestIsTakenBackAndWhatIsWrongIsNamed(World world) {
    Person owner = world.patient();
    Person notary = world.hcp();
    AppointedNotaries set = Notarial.appoint(owner, 1, List.of(notary));
    NotaryApi api = owner.salus().notaryApi();
    ShareRequest request = await(api.ask(set.setId()));
    assertThat(await(api.ask(set.setId()))).isEqualTo(request);
    assertThat(await(api.ownRequests())).containsExactly(request);
    assertThat(await(notary.salus().notaryApi().pendingRequests())).containsExactly(request);

    await(api.withdraw(request));

    assertThat(await(notary.salus().notaryApi().pendingRequests())).isEmpty();
    failure(NotFound.class, api.restore(request, 1));
    invalid("notaries", api, 1, List.of());
    invalid("notaries", api, 1, List.of(owner.id(), notary.id()));
    invalid("k", api, 0, List.of(notary.id()));
    invalid("k", api, 2, List.of(notary.id()));
  }

  private static void invalid(String field, NotaryApi api, int k, List<String> notaries) {
    assertThat(failure(Invalid.class, api.appoint(k, notaries)).field()).isEqualTo(field);
  }
}
