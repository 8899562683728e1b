package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.NotFound;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.account.User;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.DelegationInfo;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.sharing.AutomaticSharing;
import dev.salus.sdk.sharing.SharingKind;
import java.util.List;
import java.util.UUID;

/** Scenarios S21, S27 and S28: what each kind of automatic sharing covers, and for whom. */
final class KindsOfSharingTest {

  private static final SharingKind ALL = SharingKind.ALL;
  private static final SharingKind MEDICAL = SharingKind.MEDICAL_INFORMATION;
  private static final SharingKind ADMINISTRATIVE = SharingKind.ADMINISTRATIVE_INFORMATION;

  @Scenario
  void s21_medicalInformationIsEverythingAboutAPatient(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    await(hcp1.users().shareAllFutureDataWith(MEDICAL, List.of(hcp2.id())));

    readsEverything(hcp1, hcp2);
  }

  @Scenario
  void s21_allIsEverything(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    await(hcp1.users().shareAllFutureDataWith(ALL, List.of(hcp2.id())));

    readsEverything(hcp1, hcp2);
  }

  @Scenario
  void s21_noKindIsEverything(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    await(hcp1.users().shareAllFutureDataWith(List.of(hcp2.id())));

    readsEverything(hcp1, hcp2);
  }

  private static void readsEverything(Person creator, Person delegate) {
    Patient john = await(creator.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample sample = Examples.sampleFor(john.id(), creator);
    HealthcareElement element = Examples.elementFor(john.id(), creator);

    assertThat(await(delegate.patients().getPatient(john.id()))).isEqualTo(john);
    assertThat(await(delegate.samples().getDataSamplesForPatient(john.id())))
        .containsExactly(sample);
    assertThat(await(delegate.elements().getHealthcareElementsForPatient(john.id())))
        .containsExactly(element);
  }

  @Scenario
  void s21_administrativeInformationIsThePatientWithoutWhatFindsItsData(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    await(hcp1.users().shareAllFutureDataWith(ADMINISTRATIVE, List.of(hcp2.id())));
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample sample = Examples.sampleFor(john.id(), hcp1);
    HealthcareElement element = Examples.elementFor(john.id(), hcp1);

    assertThat(await(hcp2.patients().getPatient(john.id()))).isEqualTo(john);
    failure(NotFound.class, hcp2.samples().getDataSample(sample.id()));
    failure(NotFound.class, hcp2.elements().getHealthcareElement(element.id()));
    failure(NotFound.class, hcp2.samples().getDataSamplesForPatient(john.id()));
    failure(NotFound.class, hcp2.elements().getHealthcareElementsForPatient(john.id()));
  }

  @Scenario
  void s21_aDelegateInSeveralKindsGetsTheMost(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    for (SharingKind kind : SharingKind.values()) {
      await(hcp1.users().shareAllFutureDataWith(kind, List.of(hcp2.id())));
    }

    readsEverything(hcp1, hcp2);
  }

  @Scenario
  void s27_everyKindOfDataOwnerSharesAutomaticallyWithEveryKind(World world) {
    for (DataOwner.Type sharer : DataOwner.Type.values()) {
      for (DataOwner.Type delegate : DataOwner.Type.values()) {
        Person from = world.person(sharer);
        Person to = world.person(delegate);
        await(from.users().shareAllFutureDataWith(MEDICAL, List.of(to.id())));

        readsEverything(from, to);
      }
    }
  }

  @Scenario
  void s28_sharingTwiceListsNobodyTwice(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    User once = await(hcp1.users().shareAllFutureDataWith(MEDICAL, List.of(hcp2.id(), hcp2.id())));
    AutomaticSharing stored = await(hcp1.users().getAutomaticSharing());

    User twice = await(hcp1.users().shareAllFutureDataWith(MEDICAL, List.of(hcp2.id())));

    assertThat(once.sharingDataWith().get(MEDICAL)).containsExactly(hcp2.id());
    assertThat(twice).isEqualTo(once);
    assertThat(await(hcp1.users().getAutomaticSharing())).isEqualTo(stored);
  }

  @Scenario
  void s28_allCoversAKindThatIsListedToo(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    await(hcp1.users().shareAllFutureDataWith(MEDICAL, List.of(hcp2.id())));

    User both = await(hcp1.users().shareAllFutureDataWith(ALL, List.of(hcp2.id())));

    assertThat(both.sharingDataWith().get(ALL)).containsExactly(hcp2.id());
    assertThat(both.sharingDataWith().get(MEDICAL)).containsExactly(hcp2.id());
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    assertThat(john.metadata().delegations())
        .extracting(DelegationInfo::delegate)
        .containsExactlyInAnyOrder(hcp1.id(), hcp2.id());
    readsEverything(hcp1, hcp2);
  }

  @Scenario
  void s28_stoppingAKindLeavesAllAsItIs(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    await(hcp1.users().shareAllFutureDataWith(ALL, List.of(hcp2.id())));
    await(hcp1.users().shareAllFutureDataWith(MEDICAL, List.of(hcp2.id())));

    User stopped = await(hcp1.users().stopSharingDataWith(MEDICAL, List.of(hcp2.id())));

    assertThat(stopped.sharingDataWith().get(ALL)).containsExactly(hcp2.id());
    assertThat(stopped.sharingDataWith().get(MEDICAL)).isEmpty();
    readsEverything(hcp1, hcp2);
  }

  @Scenario
  void s28_withoutAKindItIsAllAlone(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person p = world.patient();
    await(hcp1.users().shareAllFutureDataWith(MEDICAL, List.of(hcp2.id())));

    await(hcp1.users().shareAllFutureDataWith(List.of(hcp2.id())));
    User second = await(hcp1.users().shareAllFutureDataWith(List.of(p.id())));

    assertThat(second.sharingDataWith().get(ALL)).containsExactly(hcp2.id(), p.id());
    assertThat(second.sharingDataWith().get(MEDICAL)).containsExactly(hcp2.id());
    assertThat(second.sharingDataWith().get(ADMINISTRATIVE)).isEmpty();
    readsEverything(hcp1, p);

    User stopped = await(hcp1.users().stopSharingDataWith(List.of(hcp2.id())));

    assertThat(stopped.sharingDataWith().get(ALL)).containsExactly(p.id());
    assertThat(stopped.sharingDataWith().get(MEDICAL)).containsExactly(hcp2.id());
    readsEverything(hcp1, hcp2);
  }

  @Scenario
  void s28_anUnknownDelegateIsNamedAndNothingChanges(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    String nobody = UUID.randomUUID().toString();

    NotFound refused =
        failure(
            NotFound.class, hcp1.users().shareAllFutureDataWith(ALL, List.of(hcp2.id(), nobody)));

    assertThat(refused).hasMessageContaining(nobody);
    assertThat(await(hcp1.users().getAutomaticSharing())).isEqualTo(AutomaticSharing.NONE);
  }
}
