package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.app.scenarios.stage.Basic;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.Salus;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.StillEncrypted;
import dev.salus.sdk.model.Patient;
import java.util.List;

/** Scenarios S01 to S04 and S34: sharing one entity by hand. */
@Basic
final class SharingOneEntityTest {

  @Scenario
  void s01_whatSomebodyCreatesOnlyTheyCanRead(World world) {
    EntityKinds.ALL.forEach(kind -> onlyItsCreatorReads(world, kind));
  }

  private static <T> void onlyItsCreatorReads(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    T created = kind.create(hcp1);
    String id = kind.id(created);

    assertThat(await(kind.get(hcp1, id))).isEqualTo(created);
    assertThat(kind.isListed(hcp1, id)).isTrue();
    for (Person stranger : List.of(world.hcp(), world.patient(), world.device())) {
      failure(NotFound.class, kind.get(stranger, id));
      failure(NotFound.class, kind.tryGet(stranger.salus(), id));
      assertThat(await(kind.list(stranger.salus(), EntityFilter.ALL)).items()).isEmpty();
    }
  }

  @Scenario
  void s01_strangersDoNotFindThePatientsDataEither(World world) {
    Person hcp1 = world.hcp();
    String john = Examples.patientOf(hcp1);
    Examples.sampleFor(john, hcp1);
    Examples.elementFor(john, hcp1);

    for (Person stranger : List.of(world.hcp(), world.patient(), world.device())) {
      failure(NotFound.class, stranger.samples().getDataSamplesForPatient(john));
      failure(NotFound.class, stranger.elements().getHealthcareElementsForPatient(john));
    }
  }

  @Scenario
  void s01_anAdministratorGetsItAsStored(World world) {
    EntityKinds.ALL.forEach(kind -> isClosedToAdministrators(world, kind));
  }

  private static <T> void isClosedToAdministrators(World world, EntityKind<T> kind) {
    Salus admin = world.admin();
    T created = await(kind.create(world.hcp(), kind.noted(kind.example(), Examples.NOTE)));
    String id = kind.id(created);

    assertThat(await(kind.tryGet(admin, id)))
        .isInstanceOfSatisfying(
            StillEncrypted.class,
            stored -> {
              assertThat(stored.clear().header().id()).isEqualTo(id);
              assertThat(stored.clear().rev()).isEqualTo(kind.metadata(created).rev());
              assertThat(stored.clear().contentBytes()).hasSizeGreaterThan(256);
              assertThat(stored.clear().toJson().encode())
                  .doesNotContain(
                      Examples.NOTE, Examples.HELLO, "firstName", "Pararibulitis", "SNOMEDCT");
            });
    assertThat(await(kind.list(admin, EntityFilter.ALL)).items())
        .hasOnlyElementsOfType(StillEncrypted.class)
        .anyMatch(item -> kind.id(item).equals(id));
    failure(Forbidden.class, kind.get(world.administrator(), id));
  }

  @Scenario
  void s02_aDelegateReadsWhatWasShared(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    await(hcp1.patients().giveAccessTo(john, hcp2.id()));

    Patient read = await(hcp2.patients().getPatient(john.id()));

    assertThat(read.firstName()).isEqualTo("John");
    assertThat(read.lastName()).isEqualTo("Snow");
    assertThat(read.note()).isEqualTo(Examples.NOTE);
  }

  @Scenario
  void s03_whatSharingReturnsIsSharedOn(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person p = world.patient();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient updatedPatient = await(hcp1.patients().giveAccessTo(john, hcp2.id()));

    Patient shared = await(hcp1.patients().giveAccessTo(updatedPatient, p.id()));

    assertThat(await(p.patients().getPatient(john.id()))).isEqualTo(shared);
    assertThat(await(hcp2.patients().getPatient(john.id()))).isEqualTo(shared);
    assertThat(shared.note()).isEqualTo(Examples.NOTE);
  }

  @Scenario
  void s04_staleEntityCannotBeShared(World world) {
    EntityKinds.ALL.forEach(kind -> staleIsAConflict(world, kind));
  }

  private static <T> void staleIsAConflict(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person p = world.patient();
    T stale = kind.create(hcp1);
    T shared = await(kind.share(hcp1, stale, hcp2));

    Conflict conflict = failure(Conflict.class, kind.share(hcp1, stale, p));

    assertThat(conflict.currentRev()).isEqualTo(kind.metadata(shared).rev());
    failure(NotFound.class, kind.get(p, kind.id(stale)));
    assertThat(await(kind.get(hcp1, kind.id(stale)))).isEqualTo(shared);
  }

  @Scenario
  void s34_whatSharingReturnsIsWhatTheDelegateGets(World world) {
    EntityKinds.ALL.forEach(kind -> returnsWhatTheDelegateGets(world, kind));
  }

  private static <T> void returnsWhatTheDelegateGets(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    T created = kind.create(hcp1);

    T shared = await(kind.share(hcp1, created, hcp2));

    assertThat(await(kind.get(hcp2, kind.id(created)))).isEqualTo(shared);
    assertThat(kind.metadata(shared).rev()).isNotEqualTo(kind.metadata(created).rev());
    assertThat(kind.withMetadata(shared, kind.metadata(created))).isEqualTo(created);
  }
}
