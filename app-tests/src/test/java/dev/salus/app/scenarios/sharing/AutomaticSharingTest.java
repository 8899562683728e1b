package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.NotFound;
import dev.salus.app.scenarios.stage.Basic;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.account.User;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.model.SkippedDelegate;
import dev.salus.sdk.sharing.SharingKind;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Scenarios S20, S22 to S26 and S29: sharing what is created from now on. */
@Basic
final class AutomaticSharingTest {

  @Scenario
  void s20_whatIsCreatedIsReadAtOnce(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();

    User sharing =
        await(
            hcp1.users()
                .shareAllFutureDataWith(SharingKind.MEDICAL_INFORMATION, List.of(hcp2.id())));
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample sample = Examples.sampleFor(john.id(), hcp1);

    assertThat(await(hcp2.patients().getPatient(john.id()))).isEqualTo(john);
    assertThat(await(hcp2.samples().getDataSample(sample.id()))).isEqualTo(sample);
    assertThat(await(hcp2.samples().getDataSamplesForPatient(john.id()))).containsExactly(sample);
    assertThat(sharing.dataOwner()).isEqualTo(hcp1.id());
    assertThat(sharing.sharingDataWith())
        .isEqualTo(
            Map.of(
                SharingKind.ALL, List.of(),
                SharingKind.MEDICAL_INFORMATION, List.of(hcp2.id()),
                SharingKind.ADMINISTRATIVE_INFORMATION, List.of()));
    assertThat(await(hcp1.users().getLoggedUser())).isEqualTo(sharing);
    User stopped =
        await(
            hcp1.users().stopSharingDataWith(SharingKind.MEDICAL_INFORMATION, List.of(hcp2.id())));
    assertThat(stopped.sharingDataWith().values()).hasSize(3).containsOnly(List.of());
    assertThat(await(hcp1.users().getLoggedUser())).isEqualTo(stopped);
  }

  @Scenario
  void s20_batchesAreSharedToo(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    await(hcp1.users().shareAllFutureDataWith(List.of(hcp2.id())));
    String john = Examples.patientOf(hcp1);

    List<BatchResult<DataSample>> samples =
        await(
            hcp1.samples()
                .createOrModifyDataSamplesFor(
                    john, List.of(Examples.helloWorld(), Examples.helloWorld())));
    List<BatchResult<HealthcareElement>> elements =
        await(
            hcp1.elements()
                .createOrModifyHealthcareElements(
                    List.of(Examples.pararibulitis(), Examples.pararibulitis()), john));

    assertThat(await(hcp2.samples().getDataSamplesForPatient(john)))
        .hasSize(2)
        .containsExactlyInAnyOrderElementsOf(samples.stream().map(BatchResult::orThrow).toList());
    assertThat(await(hcp2.elements().getHealthcareElementsForPatient(john)))
        .hasSize(2)
        .containsExactlyInAnyOrderElementsOf(elements.stream().map(BatchResult::orThrow).toList());
  }

  @Scenario
  void s22_modifyingSomethingOlderDoesNotShareIt(World world) {
    EntityKinds.ALL.forEach(kind -> modifyingDoesNotShare(world, kind));
  }

  private static <T> void modifyingDoesNotShare(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    T older = kind.create(hcp1);
    await(hcp1.users().shareAllFutureDataWith(List.of(hcp2.id())));

    T modified = await(kind.modify(hcp1, kind.noted(older, "changed")));

    failure(NotFound.class, kind.get(hcp2, kind.id(older)));
    assertThat(kind.metadata(modified).delegations()).hasSize(1);
  }

  @Scenario
  void s23_sharingHasOneDirection(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    await(hcp1.users().shareAllFutureDataWith(List.of(hcp2.id())));
    String john = Examples.patientOf(hcp1);

    DataSample sample = Examples.sampleFor(john, hcp2);

    failure(NotFound.class, hcp1.samples().getDataSample(sample.id()));
    assertThat(await(hcp1.samples().getDataSamplesForPatient(john))).isEmpty();
    assertThat(await(hcp2.samples().getDataSamplesForPatient(john))).containsExactly(sample);
  }

  @Scenario
  void s23_nothingIsStoredForAPatientThatTheCallerCannotOpen(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    String john = Examples.patientOf(hcp1);
    String id = UUID.randomUUID().toString();
    DataSample sample = Examples.helloWorld().toBuilder().id(id).build();

    NotFound refused =
        failure(NotFound.class, hcp2.samples().createOrModifyDataSampleFor(john, sample));
    NotFound refusedElement =
        failure(
            NotFound.class,
            hcp2.elements().createOrModifyHealthcareElement(Examples.pararibulitis(), john));

    assertThat(refused).hasMessageContaining(john);
    assertThat(refusedElement).hasMessageContaining(john);
    failure(NotFound.class, world.admin().dataSampleApi().getAndTryDecrypt(id));
  }

  @Scenario
  void s24_sharingIsNotChained(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person p = world.patient();
    await(hcp1.users().shareAllFutureDataWith(List.of(p.id())));
    await(p.users().shareAllFutureDataWith(List.of(hcp2.id())));

    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));

    assertThat(await(p.patients().getPatient(john.id()))).isEqualTo(john);
    failure(NotFound.class, hcp2.patients().getPatient(john.id()));
  }

  @Scenario
  void s25_whatWasSharedBeforeStoppingStaysReadable(World world) {
    EntityKinds.ALL.forEach(kind -> stays(world, kind));
  }

  private static <T> void stays(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    SharingKind medical = SharingKind.MEDICAL_INFORMATION;
    await(hcp1.users().shareAllFutureDataWith(medical, List.of(hcp2.id())));
    T before = kind.create(hcp1);

    await(hcp1.users().stopSharingDataWith(medical, List.of(hcp2.id())));
    T after = kind.create(hcp1);

    assertThat(await(kind.get(hcp2, kind.id(before)))).isEqualTo(before);
    failure(NotFound.class, kind.get(hcp2, kind.id(after)));
  }

  @Scenario
  void s26_whatWasThereBeforeStaysUnshared(World world) {
    EntityKinds.ALL.forEach(kind -> staysUnshared(world, kind));
  }

  private static <T> void staysUnshared(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    T before = kind.create(hcp1);

    await(hcp1.users().shareAllFutureDataWith(List.of(hcp2.id())));

    failure(NotFound.class, kind.get(hcp2, kind.id(before)));
    assertThat(kind.isListed(hcp2, kind.id(before))).isFalse();
    assertThat(await(kind.get(hcp1, kind.id(before)))).isEqualTo(before);
  }

  @Scenario
  void s29_aDelegateWithoutKeysIsSkippedWithTheReason(World world) {
    Person keyless = world.account(DataOwner.Type.DEVICE);
    EntityKinds.ALL.forEach(kind -> skips(world, kind, keyless.id()));
  }

  private static <T> void skips(World world, EntityKind<T> kind, String keyless) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person p = world.patient();
    List<String> three = List.of(hcp2.id(), keyless, p.id());
    await(hcp1.users().shareAllFutureDataWith(three));

    T created = kind.create(hcp1);

    for (Person reader : List.of(hcp1, hcp2, p)) {
      T read = await(kind.get(reader, kind.id(created)));
      assertThat(kind.withMetadata(created, kind.metadata(read))).isEqualTo(read);
      assertThat(kind.metadata(read).delegations()).hasSize(3);
    }
    assertThat(kind.metadata(created).skipped())
        .singleElement()
        .extracting(SkippedDelegate::delegate)
        .isEqualTo(keyless);
    assertThat(kind.metadata(created).skipped().get(0).reason()).contains("no live key card");
  }
}
