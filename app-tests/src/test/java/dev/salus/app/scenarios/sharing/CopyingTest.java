package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.Permission;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.DelegationInfo;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import java.util.List;

/** Scenario S17: the copy–share–delete way to take access back. */
final class CopyingTest {

  @Scenario
  void s17_theCopyIsForAllButOneAndTheOriginalIsGone(World world) {
    EntityKinds.ALL.forEach(kind -> copyReplacesTheOriginal(world, kind));
  }

  private static <T> void copyReplacesTheOriginal(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person reader = world.patient();
    Person below = world.device();
    T shared = await(kind.share(hcp1, kind.create(hcp1), hcp2));
    shared = await(kind.share(hcp1, shared, reader.id(), Access.READ));
    shared = await(kind.share(hcp2, shared, below));
    String old = kind.id(shared);

    T copy = await(kind.copyWithout(hcp1, shared, hcp2.id()));

    assertThat(kind.id(copy)).isNotEqualTo(old);
    assertThat(kind.note(copy)).isEqualTo(kind.note(shared));
    assertThat(kind.metadata(copy).delegations())
        .containsExactlyInAnyOrder(
            new DelegationInfo(hcp1.id(), Permission.WRITE, hcp1.id(), true),
            new DelegationInfo(reader.id(), Permission.READ, hcp1.id(), true));
    for (Person each : List.of(hcp1, reader)) {
      assertThat(await(kind.get(each, kind.id(copy)))).isEqualTo(copy);
    }
    for (Person each : List.of(hcp2, below)) {
      failure(NotFound.class, kind.get(each, kind.id(copy)));
    }
    for (Person each : List.of(hcp1, hcp2, reader, below)) {
      failure(NotFound.class, kind.get(each, old));
    }
    failure(Conflict.class, kind.create(hcp1, kind.withId(kind.example(), old)));
  }

  @Scenario
  void s17_aPatientsCopyStillFindsItsData(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person p = world.patient();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    john = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    john = await(hcp1.patients().giveAccessTo(john, p.id()));
    DataSample sample = Examples.sampleFor(john.id(), hcp1);
    sample = await(hcp1.samples().giveAccessTo(sample, p.id()));
    HealthcareElement element = Examples.elementFor(john.id(), hcp1);

    Patient copy = await(hcp1.patients().copyWithout(john, hcp2.id()));

    assertThat(await(hcp1.samples().getDataSamplesForPatient(copy.id()))).containsExactly(sample);
    assertThat(await(p.samples().getDataSamplesForPatient(copy.id()))).containsExactly(sample);
    assertThat(await(hcp1.elements().getHealthcareElementsForPatient(copy.id())))
        .containsExactly(element);
    DataSample later = Examples.sampleFor(copy.id(), hcp1);
    assertThat(await(hcp1.samples().getDataSamplesForPatient(copy.id())))
        .containsExactlyInAnyOrder(sample, later);
  }

  @Scenario
  void s17_whoWasNotToldOfThePatientIsNotToldByTheCopy(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person p = world.patient();
    DataSample sample = Examples.sampleFor(Examples.patientOf(hcp1), hcp1);
    sample = await(hcp1.samples().giveAccessTo(sample, hcp2.id()));
    sample = await(hcp1.samples().giveAccessTo(sample, p.id(), Access.SAME.withoutPatient()));

    DataSample copy = await(hcp1.samples().copyWithout(sample, world.hcp().id()));

    DataSample read = await(p.samples().getDataSample(copy.id()));
    assertThat(await(p.samples().extractPatientId(read))).isEmpty();
    assertThat(await(hcp2.samples().extractPatientId(copy))).isPresent();
  }

  @Scenario
  void s17_isRefusedForAPatientWhoIsADataOwner(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    john = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    world.invited(await(hcp1.patients().inviteUser(john)));

    Forbidden refused = failure(Forbidden.class, hcp1.patients().copyWithout(john, hcp2.id()));

    assertThat(refused).hasMessageContaining("revokeAccess");
    assertThat(await(hcp2.patients().getPatient(john.id()))).isEqualTo(john);
    assertThat(await(hcp1.patients().getPatients(EntityFilter.ALL)).items()).hasSize(1);
  }

  @Scenario
  void s17_onlyTheAuthorAndNeverWithoutTheAuthor(World world) {
    EntityKinds.ALL.forEach(kind -> refusedToOthers(world, kind));
  }

  private static <T> void refusedToOthers(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    T stale = kind.create(hcp1);
    T shared = await(kind.share(hcp1, stale, hcp2));

    failure(Forbidden.class, kind.copyWithout(hcp2, shared, hcp2.id()));
    failure(Forbidden.class, kind.copyWithout(hcp1, shared, hcp1.id()));
    Conflict conflict = failure(Conflict.class, kind.copyWithout(hcp1, stale, hcp2.id()));

    assertThat(conflict.currentRev()).isEqualTo(kind.metadata(shared).rev());
    assertThat(await(kind.get(hcp2, kind.id(shared)))).isEqualTo(shared);
    assertThat(await(kind.list(hcp2.salus(), EntityFilter.ALL)).items()).hasSize(1);
  }

  @Scenario
  void s17_theCopyIsWithdrawnIfTheOriginalChangedMeanwhile(World world) {
    EntityKinds.ALL.forEach(kind -> withdrawsTheCopy(world, kind));
  }

  private static <T> void withdrawsTheCopy(World world, EntityKind<T> kind) {
    HostileServer slow = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, slow::between);
    Person hcp2 = world.hcp();
    T shared = await(kind.share(hcp1, kind.create(hcp1), hcp2));
    slow.on(
        Operation.CREATE_ENTITY,
        (asked, honest) ->
            kind.modify(hcp2, kind.noted(shared, "Summer is coming"))
                .compose(changed -> honest.get()));

    Conflict conflict = failure(Conflict.class, kind.copyWithout(hcp1, shared, hcp2.id()));

    T changed = await(kind.get(hcp2, kind.id(shared)));
    assertThat(kind.note(changed)).isEqualTo("Summer is coming");
    assertThat(conflict.currentRev()).isEqualTo(kind.metadata(changed).rev());
    String copy =
        slow.asked(Operation.CREATE_ENTITY)
            .get(slow.asked(Operation.CREATE_ENTITY).size() - 1)
            .body()
            .getString("id");
    failure(NotFound.class, kind.get(hcp1, copy));
    assertThat(kind.isListed(hcp1, copy)).isFalse();
  }

  @Scenario
  void s17_theCopyStaysWhereTheOriginalIsGoneAndTheAnswerWasLost(World world) {
    EntityKinds.ALL.forEach(kind -> keepsOne(world, kind));
  }

  private static <T> void keepsOne(World world, EntityKind<T> kind) {
    HostileServer flaky = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, flaky::between);
    Person hcp2 = world.hcp();
    T shared = await(kind.share(hcp1, kind.create(hcp1), hcp2));
    flaky.on(
        Operation.DELETE_ENTITY,
        (asked, honest) ->
            honest.get().compose(done -> Future.failedFuture(new Unavailable("lost", 1))));

    T copy = await(kind.copyWithout(hcp1, shared, hcp2.id()));

    assertThat(await(kind.get(hcp1, kind.id(copy)))).isEqualTo(copy);
    failure(NotFound.class, kind.get(hcp1, kind.id(shared)));
  }
}
