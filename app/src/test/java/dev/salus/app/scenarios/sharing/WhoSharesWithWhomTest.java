package dev.salus.app.scenarios.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.NotFound;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.Wait;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Patient;

/** Scenarios S05 to S08: all kinds of data owner share alike, also what others created. */
final class WhoSharesWithWhomTest {

  @Scenario
  void s05_everyKindOfDataOwnerSharesWithEveryKind(World world) {
    for (DataOwner.Type sharer : DataOwner.Type.values()) {
      for (DataOwner.Type delegate : DataOwner.Type.values()) {
        for (EntityKind<?> kind : EntityKinds.ALL) {
          shares(world, kind, world.person(sharer), world.person(delegate));
        }
      }
    }
  }

  private static <T> void shares(World world, EntityKind<T> kind, Person sharer, Person delegate) {
    T created = kind.create(sharer);
    String id = kind.id(created);
    Wait.failure(NotFound.class, kind.get(delegate, id));

    T shared = Wait.get(kind.share(sharer, created, delegate));

    assertThat(Wait.get(kind.get(delegate, id))).isEqualTo(shared);
    assertThat(kind.isListed(delegate, id)).isTrue();
    T modified = Wait.get(kind.modify(delegate, kind.noted(shared, "seen")));
    assertThat(Wait.get(kind.get(sharer, id))).isEqualTo(modified);
    Wait.failure(NotFound.class, kind.get(world.hcp(), id));
  }

  @Scenario
  void s06_aPatientSharesTheirRecordWithARelative(World world) {
    Person p = world.patient();
    Person relative = world.patient();
    Patient record = Wait.get(p.patients().createOrModifyPatient(Examples.johnSnow()));

    Patient shared = Wait.get(p.patients().giveAccessTo(record, relative.id()));

    assertThat(Wait.get(relative.patients().getPatient(record.id()))).isEqualTo(shared);
    assertThat(shared.note()).isEqualTo(Examples.NOTE);
  }

  @Scenario
  void s07_aPatientSharesTheElementThatAProfessionalCreated(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person p = world.patient();
    HealthcareElement created = Examples.elementFor(Examples.patientOf(hcp1), hcp1);
    Wait.get(hcp1.elements().giveAccessTo(created, p.id()));

    HealthcareElement got = Wait.get(p.elements().getHealthcareElement(created.id()));
    HealthcareElement shared = Wait.get(p.elements().giveAccessTo(got, hcp2.id()));

    assertThat(Wait.get(hcp2.elements().getHealthcareElement(created.id()))).isEqualTo(shared);
    assertThat(shared.description()).isEqualTo(Examples.DIAGNOSIS);
    assertThat(shared.codes()).isEqualTo(Examples.pararibulitis().codes());
    assertThat(shared.openingDate()).isEqualTo(Examples.pararibulitis().openingDate());
  }

  @Scenario
  void s08_aProfessionalSharesTheSampleThatAPatientCreated(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person p = world.patient();
    DataSample created = Examples.sampleFor(Examples.patientOf(p), p);
    Wait.get(p.samples().giveAccessTo(created, hcp1.id()));

    DataSample got = Wait.get(hcp1.samples().getDataSample(created.id()));
    DataSample shared = Wait.get(hcp1.samples().giveAccessTo(got, hcp2.id()));

    assertThat(Wait.get(hcp2.samples().getDataSample(created.id()))).isEqualTo(shared);
    assertThat(shared.content()).isEqualTo(Examples.helloWorld().content());
    assertThat(shared.labels()).isEqualTo(Examples.helloWorld().labels());
  }
}
