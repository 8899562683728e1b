package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.sharing.SharingKind;
import java.util.List;

/** A patient of which a delegate got the record without what finds its data. */
final class SharingWithoutSecretTest {

  @Scenario
  void sharingInFullIsNotTakenForDone(World world) {
    Person hcp1 = world.hcp();
    Person clerk = world.hcp();
    await(
        hcp1.users()
            .shareAllFutureDataWith(SharingKind.ADMINISTRATIVE_INFORMATION, List.of(clerk.id())));
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));

    Invalid less = failure(Invalid.class, hcp1.patients().giveAccessTo(john, clerk.id()));

    assertThat(less.getMessage()).contains(clerk.id());
    assertThat(await(hcp1.patients().getPatient(john.id()))).isEqualTo(john);
  }

  @Scenario
  void anotherGivesWhatIsMissing(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person clerk = world.hcp();
    await(
        hcp1.users()
            .shareAllFutureDataWith(SharingKind.ADMINISTRATIVE_INFORMATION, List.of(clerk.id())));
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient shared = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    DataSample sample =
        await(hcp1.samples().createOrModifyDataSampleFor(john.id(), Examples.helloWorld()));
    await(hcp1.samples().giveAccessTo(sample, clerk.id()));
    failure(NotFound.class, clerk.samples().getDataSamplesForPatient(john.id()));

    await(hcp2.patients().giveAccessTo(shared, clerk.id()));

    assertThat(await(clerk.samples().getDataSamplesForPatient(john.id())))
        .singleElement()
        .matches(found -> sample.id().equals(found.id()));
  }

  @Scenario
  void whoHasNoSecretSharesWhatItHas(World world) {
    Person hcp1 = world.hcp();
    Person clerk = world.hcp();
    Person other = world.hcp();
    await(
        hcp1.users()
            .shareAllFutureDataWith(SharingKind.ADMINISTRATIVE_INFORMATION, List.of(clerk.id())));
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient read = await(clerk.patients().getPatient(john.id()));

    Patient shared = await(clerk.patients().giveAccessTo(read, other.id()));

    assertThat(await(other.patients().getPatient(john.id()))).isEqualTo(shared);
    assertThat(await(clerk.patients().giveAccessTo(shared, other.id()))).isEqualTo(shared);
    failure(
        NotFound.class,
        other.samples().createOrModifyDataSampleFor(john.id(), Examples.helloWorld()));
  }

  @Scenario
  void leavingThePatientOutAgainIsNoLess(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample sample =
        await(hcp1.samples().createOrModifyDataSampleFor(john.id(), Examples.helloWorld()));
    Access closed = Access.SAME.withoutPatient();
    DataSample shared = await(hcp1.samples().giveAccessTo(sample, hcp2.id(), closed));

    assertThat(await(hcp1.samples().giveAccessTo(shared, hcp2.id(), closed))).isEqualTo(shared);
    failure(Invalid.class, hcp1.samples().giveAccessTo(shared, hcp2.id()));
  }
}
