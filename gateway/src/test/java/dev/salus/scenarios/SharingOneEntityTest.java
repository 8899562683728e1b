package dev.salus.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.core.api.Conflict;
import dev.salus.core.api.NotFound;
import dev.salus.sdk.EntityFilter;
import dev.salus.sdk.PotentiallyEncrypted.StillEncrypted;
import dev.salus.sdk.Salus;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Patient;
import java.util.List;

/** Scenarios S01 to S04: sharing one entity by hand. */
final class SharingOneEntityTest {

  @Scenario
  void s01_whatSomebodyCreatesOnlyTheyCanRead(World world) {
    Person hcp1 = world.hcp();
    Patient john = Wait.get(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample sample =
        Wait.get(hcp1.samples().createOrModifyDataSampleFor(john.id(), Examples.helloWorld()));
    HealthcareElement element =
        Wait.get(
            hcp1.elements().createOrModifyHealthcareElement(Examples.pararibulitis(), john.id()));

    assertThat(Wait.get(hcp1.patients().getPatient(john.id()))).isEqualTo(john);
    assertThat(Wait.get(hcp1.samples().getDataSample(sample.id()))).isEqualTo(sample);
    assertThat(Wait.get(hcp1.elements().getHealthcareElement(element.id()))).isEqualTo(element);
    for (Person stranger : List.of(world.hcp(), world.patient(), world.device())) {
      Wait.failure(NotFound.class, stranger.patients().getPatient(john.id()));
      Wait.failure(NotFound.class, stranger.samples().getDataSample(sample.id()));
      Wait.failure(NotFound.class, stranger.elements().getHealthcareElement(element.id()));
      assertThat(Wait.get(stranger.patients().getPatients(EntityFilter.ALL)).items()).isEmpty();
      assertThat(Wait.get(stranger.samples().getDataSamples(EntityFilter.ALL)).items()).isEmpty();
      assertThat(Wait.get(stranger.elements().getHealthcareElements(EntityFilter.ALL)).items())
          .isEmpty();
    }
    Salus admin = world.admin();
    assertThat(Wait.get(admin.patientApi().getAndTryDecrypt(john.id())))
        .isInstanceOfSatisfying(
            StillEncrypted.class, stored -> assertThat(stored.clear().rev()).isNotNull());
  }

  @Scenario
  void s02_aDelegateReadsWhatWasShared(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Patient john = Wait.get(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Wait.get(hcp1.patients().giveAccessTo(john, hcp2.id()));

    Patient read = Wait.get(hcp2.patients().getPatient(john.id()));

    assertThat(read.firstName()).isEqualTo("John");
    assertThat(read.lastName()).isEqualTo("Snow");
    assertThat(read.note()).isEqualTo(Examples.NOTE);
  }

  @Scenario
  void s04_staleEntityCannotBeShared(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person patient = world.patient();
    Patient john = Wait.get(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient shared = Wait.get(hcp1.patients().giveAccessTo(john, hcp2.id()));

    Conflict conflict =
        Wait.failure(Conflict.class, hcp1.patients().giveAccessTo(john, patient.id()));

    assertThat(conflict.currentRev()).isEqualTo(shared.metadata().rev());
    Wait.failure(NotFound.class, patient.patients().getPatient(john.id()));
    assertThat(Wait.get(hcp1.patients().getPatient(john.id()))).isEqualTo(shared);
  }
}
