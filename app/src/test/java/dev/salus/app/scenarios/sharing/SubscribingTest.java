package dev.salus.app.scenarios.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.EntityChanged.Kind;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.PatientKind;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.Told;
import dev.salus.app.scenarios.stage.Wait;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.Salus;
import dev.salus.sdk.change.ChangeListener;
import dev.salus.sdk.change.Subscription;
import dev.salus.sdk.entity.AccessRevoked;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.model.Patient;
import io.vertx.core.Future;

/** Being told of changes: threat T07 for those who subscribe, and what delegates are told. */
final class SubscribingTest {

  private static final EntityKind<Patient> PATIENTS = new PatientKind();

  private static <T> Subscription subscribe(Salus salus, EntityKind<T> kind, ChangeListener told) {
    Future<Subscription> subscribed =
        switch (kind.type()) {
          case PATIENT -> salus.patientApi().subscribe(told);
          case DATA_SAMPLE -> salus.dataSampleApi().subscribe(told);
          case HEALTHCARE_ELEMENT -> salus.healthcareElementApi().subscribe(told);
        };
    return Wait.get(subscribed);
  }

  private static <T> void assertTold(Told told, EntityKind<T> kind, T entity, Kind what) {
    told.assertNext(kind.type(), kind.id(entity), kind.metadata(entity).rev(), what);
  }

  @Scenario
  void t07_aStrangerWhoSubscribesSeesNothing(World world) {
    EntityKinds.ALL.forEach(kind -> strangerSeesNothing(world, kind));
  }

  private static <T> void strangerSeesNothing(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person stranger = world.hcp();
    Told told = new Told();
    subscribe(stranger.salus(), kind, told);

    T shared = Wait.get(kind.share(hcp1, kind.create(hcp1), hcp2));
    T changed = Wait.get(kind.modify(hcp2, kind.noted(shared, "for hcp1 and hcp2 only")));
    Wait.get(kind.revoke(hcp1, changed, hcp2));
    Wait.get(kind.delete(hcp1, kind.id(shared)));

    assertTold(told, kind, kind.create(stranger), Kind.CREATED);
    assertThat(told.waiting()).isZero();
  }

  @Scenario
  void t07_aDelegateIsToldUntilItLosesAccess(World world) {
    EntityKinds.ALL.forEach(kind -> toldUntilAccessIsLost(world, kind));
  }

  private static <T> void toldUntilAccessIsLost(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person p = world.patient();
    Told author = new Told();
    Told delegate = new Told();
    subscribe(hcp1.salus(), kind, author);
    subscribe(p.salus(), kind, delegate);

    T created = kind.create(hcp1);
    assertTold(author, kind, created, Kind.CREATED);
    T shared = Wait.get(kind.share(hcp1, created, p));
    assertTold(author, kind, shared, Kind.SHARED);
    assertTold(delegate, kind, shared, Kind.SHARED);
    T changed = Wait.get(kind.modify(hcp1, kind.noted(shared, "seen by both")));
    assertTold(author, kind, changed, Kind.MODIFIED);
    assertTold(delegate, kind, changed, Kind.MODIFIED);
    assertThat(Wait.get(kind.get(p, kind.id(changed)))).isEqualTo(changed);

    AccessRevoked<T> revoked = Wait.get(kind.revoke(hcp1, changed, p));
    assertTold(author, kind, revoked.entity(), Kind.SHARED);
    Wait.get(kind.delete(hcp1, kind.id(created)));
    assertThat(author.next().kind()).isEqualTo(Kind.DELETED);
    assertTold(delegate, kind, kind.create(p), Kind.CREATED);
    assertThat(author.waiting() + delegate.waiting()).isZero();
  }

  @Scenario
  void onlyEntitiesWithTheCodingAreTold(World world) {
    Person hcp1 =
        world.person(
            DataOwner.Type.HCP,
            options -> options.withEncryptedFields(EncryptedFields.publishing("IC-TEST")));
    String john = Examples.patientOf(hcp1);
    Told told = new Told();
    Told other = new Told();
    Wait.get(hcp1.samples().subscribe("IC-TEST", "TEST", told));
    Wait.get(hcp1.samples().subscribe("IC-TEST", "OTHER", other));

    Examples.elementFor(john, hcp1);
    DataSample sample = Examples.sampleFor(john, hcp1);

    told.assertNext(EntityType.DATA_SAMPLE, sample.id(), sample.metadata().rev(), Kind.CREATED);
    assertThat(told.waiting() + other.waiting()).isZero();
  }

  @Scenario
  void anAdministratorIsToldOfAll(World world) {
    Person hcp1 = world.hcp();
    Told told = new Told();
    subscribe(world.admin(), PATIENTS, told);

    Patient created = PATIENTS.create(hcp1);

    // others use the same server, and an administrator is told of what they did before, too
    assertThat(told.nextOf(created.id()).kind()).isEqualTo(Kind.CREATED);
  }

  @Scenario
  void whatIsClosedTellsNothing(World world) {
    Person hcp1 = world.hcp();
    Told closed = new Told();
    Told open = new Told();
    Subscription ended = subscribe(hcp1.salus(), PATIENTS, closed);
    Subscription own = subscribe(hcp1.salus(), PATIENTS, open);
    Wait.get(ended.close());
    Wait.get(ended.close());
    Wait.get(ended.ended());

    Patient created = PATIENTS.create(hcp1);

    assertTold(open, PATIENTS, created, Kind.CREATED);
    assertThat(closed.waiting()).isZero();
    assertThat(own.ended().isComplete()).isFalse();
  }

  @Scenario
  void aSubscriptionEndsWithItsConnection(World world) {
    Person hcp1 = world.hcp();
    Subscription own = subscribe(hcp1.salus(), PATIENTS, new Told());

    Wait.get(hcp1.salus().close());

    Wait.get(own.ended());
  }
}
