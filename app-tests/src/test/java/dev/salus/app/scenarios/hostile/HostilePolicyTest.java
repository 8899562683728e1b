package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Rendezvous;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.account.User;
import dev.salus.sdk.error.RefusedPolicy;
import dev.salus.sdk.error.RefusedPolicy.Reason;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DelegationInfo;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.model.SkippedDelegate;
import dev.salus.sdk.sharing.AutomaticSharing;
import dev.salus.sdk.sharing.SharingKind;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Scenarios S30 and S31, threat T04: who may say with whom one shares automatically. */
final class HostilePolicyTest {

  @Scenario
  void s30_t04_anIdThatTheServerAdded(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person hcp2 = world.hcp();
    Person listener = world.hcp();
    await(hcp1.users().shareAllFutureDataWith(List.of(hcp2.id())));
    server.alter(Operation.POLICY, answer -> adding(listener.id(), answer));

    sharesWithNobody(hcp1, Reason.SIGNATURE);

    String shared = Examples.patientOf(hcp1);
    failure(NotFound.class, listener.patients().getPatient(shared));
    failure(NotFound.class, hcp2.patients().getPatient(shared));
  }

  private static JsonObject adding(String id, JsonObject answer) {
    answer.getJsonObject("policy").getJsonArray("all").add(id);
    return answer;
  }

  @Scenario
  void t04_anotherOwnersPolicy(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person hcp2 = world.person(DataOwner.Type.HCP, server::between);
    await(hcp1.users().shareAllFutureDataWith(List.of(world.hcp().id())));
    await(hcp2.users().shareAllFutureDataWith(List.of(world.hcp().id())));
    server.replace(Operation.POLICY, await(world.api(hcp2).policy()));

    sharesWithNobody(hcp1, Reason.SIGNATURE);
  }

  @Scenario
  void t04_anOutdatedPolicy(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person hcp2 = world.hcp();
    await(hcp1.users().shareAllFutureDataWith(List.of(hcp2.id())));
    JsonObject outdated = await(world.api(hcp1).policy());
    await(hcp1.users().stopSharingDataWith(List.of(hcp2.id())));
    server.replace(Operation.POLICY, outdated);

    sharesWithNobody(hcp1, Reason.OUTDATED);
  }

  @Scenario
  void t04_anOutdatedPolicyForAKeyRingThatWasKept(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    await(hcp1.users().shareAllFutureDataWith(List.of(hcp2.id())));
    server.replace(Operation.POLICY, await(world.api(hcp1).policy()));
    await(hcp1.users().stopSharingDataWith(List.of(hcp2.id())));
    KeyRing kept = KeyRing.importJson(hcp1.keys().exportJson());

    sharesWithNobody(world.connect(hcp1, kept, server::between), Reason.OUTDATED);
  }

  @Scenario
  void t04_aMissingPolicy(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    await(hcp1.users().shareAllFutureDataWith(List.of(world.hcp().id())));
    server.replace(Operation.POLICY, new JsonObject());

    sharesWithNobody(hcp1, Reason.MISSING);
  }

  /** Nothing is shared, whoever asks is told why, and nothing is built on what was refused. */
  private static void sharesWithNobody(Person sharer, Reason reason) {
    Patient created = await(sharer.patients().createOrModifyPatient(Examples.johnSnow()));

    assertThat(created.metadata().delegations())
        .extracting(DelegationInfo::delegate)
        .containsExactly(sharer.id());
    assertThat(created.metadata().skipped())
        .containsExactly(new SkippedDelegate("*", reason.sentence()));
    assertThat(failure(RefusedPolicy.class, sharer.users().getAutomaticSharing()).reason())
        .isEqualTo(reason);
    Future<User> addsToIt = sharer.users().shareAllFutureDataWith(List.of(sharer.id()));
    assertThat(failure(RefusedPolicy.class, addsToIt).reason()).isEqualTo(reason);
    assertThat(await(sharer.users().getLoggedUser()).sharingDataWith().values())
        .containsOnly(List.of());
  }

  @Scenario
  void t04_aDeviceThatRemembersNoneAsksItsOwnerFirst(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    await(hcp1.users().shareAllFutureDataWith(List.of(hcp2.id())));
    KeyRing forgetful = KeyRing.importJson(hcp1.keys().exportJson().put("policyVersion", 0));
    Person device = world.connect(hcp1, forgetful);

    Patient before = await(device.patients().createOrModifyPatient(Examples.johnSnow()));
    AutomaticSharing stored = await(device.users().getAutomaticSharing());
    await(device.users().confirmAutomaticSharing(stored));
    Patient after = await(device.patients().createOrModifyPatient(Examples.johnSnow()));

    assertThat(before.metadata().skipped())
        .containsExactly(new SkippedDelegate("*", Reason.UNCONFIRMED.sentence()));
    failure(NotFound.class, hcp2.patients().getPatient(before.id()));
    assertThat(stored.of(SharingKind.ALL)).containsExactly(hcp2.id());
    assertThat(await(hcp2.patients().getPatient(after.id()))).isEqualTo(after);
  }

  @Scenario
  void s31_ofTwoDevicesThatChangeThePolicyAtOnceOneWins(World world) {
    HostileServer slow = new HostileServer();
    Person first = world.person(DataOwner.Type.HCP, slow::between);
    String before = world.patient().id();
    await(first.users().shareAllFutureDataWith(List.of(before)));
    KeyRing copy = KeyRing.importJson(first.keys().exportJson());
    Person second = world.connect(first, copy, slow::between);
    String hcp2 = world.hcp().id();
    String hcp3 = world.hcp().id();
    slow.on(Operation.PUT_POLICY, new Rendezvous(2)::meet);

    Future<User> adds = first.users().shareAllFutureDataWith(List.of(hcp2));
    Future<User> alsoAdds = second.users().shareAllFutureDataWith(List.of(hcp3));
    settled(adds);
    settled(alsoAdds);

    assertThat(adds.succeeded()).isNotEqualTo(alsoAdds.succeeded());
    Future<User> lost = adds.succeeded() ? alsoAdds : adds;
    assertThat(lost.cause()).isInstanceOf(Conflict.class);
    User retried =
        adds.succeeded()
            ? await(second.users().shareAllFutureDataWith(List.of(hcp3)))
            : await(first.users().shareAllFutureDataWith(List.of(hcp2)));
    assertThat(retried.sharingDataWith().get(SharingKind.ALL))
        .containsExactlyInAnyOrder(before, hcp2, hcp3);
    assertThat(await(first.users().getLoggedUser())).isEqualTo(retried);
    assertThat(await(second.users().getLoggedUser())).isEqualTo(retried);
  }
}
