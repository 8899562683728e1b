package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.app.scenarios.stage.Basic;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.entity.PatientReference;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Patient;
import java.util.List;

/** Scenarios S09, S19 and S38: which data of a patient somebody finds. */
@Basic
final class DataOfAPatientTest {

  @Scenario
  void s09_ofTwoSamplesOnlyTheSharedOneIsThere(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    String john = Examples.patientOf(hcp1);
    DataSample md1 = Examples.sampleFor(john, hcp1);
    DataSample md2 = Examples.sampleFor(john, hcp1);

    DataSample shared = await(hcp1.samples().giveAccessTo(md1, hcp2.id()));

    assertThat(await(hcp2.samples().getDataSample(md1.id()))).isEqualTo(shared);
    failure(NotFound.class, hcp2.samples().getDataSample(md2.id()));
    failure(NotFound.class, hcp2.patients().getPatient(john));
    assertThat(await(hcp2.samples().extractPatientId(shared)))
        .contains(new PatientReference(john, false));
    assertThat(await(hcp1.samples().extractPatientId(shared)))
        .contains(new PatientReference(john, true));
  }

  @Scenario
  void s09_nothingOfThePatientIfTheSharerLeavesTheLinkOut(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    String john = Examples.patientOf(hcp1);
    DataSample sample = Examples.sampleFor(john, hcp1);
    HealthcareElement element = Examples.elementFor(john, hcp1);

    await(hcp1.samples().giveAccessTo(sample, hcp2.id(), Access.SAME.withoutPatient()));
    await(hcp1.elements().giveAccessTo(element, hcp2.id(), Access.SAME.withoutPatient()));

    DataSample readSample = await(hcp2.samples().getDataSample(sample.id()));
    assertThat(readSample.content()).isEqualTo(sample.content());
    assertThat(await(hcp2.samples().extractPatientId(readSample))).isEmpty();
    HealthcareElement readElement = await(hcp2.elements().getHealthcareElement(element.id()));
    assertThat(readElement.description()).isEqualTo(Examples.DIAGNOSIS);
    assertThat(await(hcp2.elements().extractPatientId(readElement))).isEmpty();
  }

  @Scenario
  void s10_aDelegateWhoWasNotToldThePatientModifiesToo(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    String john = Examples.patientOf(hcp1);
    DataSample sample = Examples.sampleFor(john, hcp1);
    HealthcareElement element = Examples.elementFor(john, hcp1);
    Access untold = Access.SAME.withoutPatient();
    DataSample gotSample = await(hcp1.samples().giveAccessTo(sample, hcp2.id(), untold));
    HealthcareElement gotElement = await(hcp1.elements().giveAccessTo(element, hcp2.id(), untold));

    DataSample newSample =
        await(
            hcp2.samples()
                .createOrModifyDataSampleFor(null, gotSample.toBuilder().comment("seen").build()));
    HealthcareElement newElement =
        await(
            hcp2.elements()
                .createOrModifyHealthcareElement(
                    gotElement.toBuilder().note("seen").build(), null));

    assertThat(await(hcp1.samples().getDataSamplesForPatient(john))).containsExactly(newSample);
    assertThat(await(hcp1.elements().getHealthcareElementsForPatient(john)))
        .containsExactly(newElement);
    Invalid without =
        failure(
            Invalid.class, hcp2.samples().createOrModifyDataSampleFor(null, Examples.helloWorld()));
    assertThat(without.field()).isEqualTo("patientId");
  }

  @Scenario
  void s19_exactlyWhatTheCallerCanOpenIsListed(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    DataSample own = Examples.sampleFor(john.id(), hcp1);
    DataSample kept = Examples.sampleFor(john.id(), hcp2);
    DataSample given = Examples.sampleFor(john.id(), hcp2);
    given = await(hcp2.samples().giveAccessTo(given, hcp1.id()));
    HealthcareElement ownElement = Examples.elementFor(john.id(), hcp1);
    HealthcareElement keptElement = Examples.elementFor(john.id(), hcp2);
    String other = Examples.patientOf(hcp1);
    DataSample others = Examples.sampleFor(other, hcp1);

    assertThat(await(hcp1.samples().getDataSamplesForPatient(john.id())))
        .containsExactlyInAnyOrder(own, given);
    assertThat(await(hcp2.samples().getDataSamplesForPatient(john.id())))
        .containsExactlyInAnyOrder(kept, given);
    assertThat(await(hcp1.samples().getDataSamplesForPatient(other))).containsExactly(others);
    assertThat(await(hcp1.elements().getHealthcareElementsForPatient(john.id())))
        .containsExactly(ownElement);
    assertThat(await(hcp2.elements().getHealthcareElementsForPatient(john.id())))
        .containsExactly(keptElement);
  }

  @Scenario
  void s19_aPatientWithoutDataHasAnEmptyList(World world) {
    Person hcp1 = world.hcp();
    String john = Examples.patientOf(hcp1);

    assertThat(await(hcp1.samples().getDataSamplesForPatient(john))).isEmpty();
    assertThat(await(hcp1.elements().getHealthcareElementsForPatient(john))).isEmpty();
  }

  @Scenario
  void s38_aSampleIsFoundByItsPatientOnceThePatientIsShared(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample sample = Examples.sampleFor(john.id(), hcp1);
    DataSample shared = await(hcp1.samples().giveAccessTo(sample, hcp2.id()));

    NotFound unknown = failure(NotFound.class, hcp2.samples().getDataSamplesForPatient(john.id()));
    assertThat(unknown).hasMessageContaining(john.id());

    await(hcp1.patients().giveAccessTo(john, hcp2.id()));

    assertThat(await(hcp2.samples().getDataSamplesForPatient(john.id())))
        .isEqualTo(List.of(shared));
    assertThat(await(hcp2.samples().extractPatientId(shared)))
        .contains(new PatientReference(john.id(), true));
  }
}
