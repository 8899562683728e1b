package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.NotFound;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
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
    failure(NotFound.class, kind.get(delegate, id));

    T shared = await(kind.share(sharer, created, delegate));

    assertThat(await(kind.get(delegate, id))).isEqualTo(shared);
    assertThat(kind.isListed(delegate, id)).isTrue();
    T modified = await(kind.modify(delegate, kind.noted(shared, "seen")));
    assertThat(await(kind.get(sharer, id))).isEqualTo(modified);
    failure(NotFound.class, kind.get(world.hcp(), id));
  }

  @Scenario
  void s06_aPatientSharesTheirRecordWithARelative(World world) {
    Person p = world.patient();
    Person relative = world.patient();
    Patient record = await(p.patients().createOrModifyPatient(Examples.johnSnow()));

    Patient shared = await(p.patients().giveAccessTo(record, relative.id()));

    assertThat(await(relative.patients().getPatient(record.id()))).isEqualTo(shared);
    assertThat(shared.note()).isEqualTo(Examples.NOTE);
  }

  @Scenario
  void s07_aPatientSharesTheElementThatAProfessionalCreated(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person p = world.patient();
    HealthcareElement created = Examples.elementFor(Examples.patientOf(hcp1), hcp1);
    await(hcp1.elements().giveAccessTo(created, p.id()));

    HealthcareElement got = await(p.elements().getHealthcareElement(created.id()));
    HealthcareElement shared = await(p.elements().giveAccessTo(got, hcp2.id()));

    assertThat(await(hcp2.elements().getHealthcareElement(created.id()))).isEqualTo(shared);
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
    await(p.samples().giveAccessTo(created, hcp1.id()));

    DataSample got = await(hcp1.samples().getDataSample(created.id()));
    DataSample shared = await(hcp1.samples().giveAccessTo(got, hcp2.id()));

    assertThat(await(hcp2.samples().getDataSample(created.id()))).isEqualTo(shared);
    assertThat(shared.content()).isEqualTo(Examples.helloWorld().content());
    assertThat(shared.labels()).isEqualTo(Examples.helloWorld().labels());
  }
}
