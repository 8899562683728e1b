package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.event.EntityChanged.Kind;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.EventRecorder;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.PatientKind;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.Salus;
import dev.salus.sdk.change.ChangeListener;
import dev.salus.sdk.change.Subscription;
import dev.salus.sdk.entity.result.AccessRevoked;
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
    return await(subscribed);
  }

  private static <T> void assertTold(EventRecorder told, EntityKind<T> kind, T entity, Kind what) {
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
    EventRecorder told = new EventRecorder();
    subscribe(stranger.salus(), kind, told);

    T shared = await(kind.share(hcp1, kind.create(hcp1), hcp2));
    T changed = await(kind.modify(hcp2, kind.noted(shared, "for hcp1 and hcp2 only")));
    await(kind.revoke(hcp1, changed, hcp2));
    await(kind.delete(hcp1, kind.id(shared)));

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
    EventRecorder author = new EventRecorder();
    EventRecorder delegate = new EventRecorder();
    subscribe(hcp1.salus(), kind, author);
    subscribe(p.salus(), kind, delegate);

    T created = kind.create(hcp1);
    assertTold(author, kind, created, Kind.CREATED);
    T shared = await(kind.share(hcp1, created, p));
    assertTold(author, kind, shared, Kind.SHARED);
    assertTold(delegate, kind, shared, Kind.SHARED);
    T changed = await(kind.modify(hcp1, kind.noted(shared, "seen by both")));
    assertTold(author, kind, changed, Kind.MODIFIED);
    assertTold(delegate, kind, changed, Kind.MODIFIED);
    assertThat(await(kind.get(p, kind.id(changed)))).isEqualTo(changed);

    AccessRevoked<T> revoked = await(kind.revoke(hcp1, changed, p));
    assertTold(author, kind, revoked.entity(), Kind.SHARED);
    await(kind.delete(hcp1, kind.id(created)));
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
    EventRecorder told = new EventRecorder();
    EventRecorder other = new EventRecorder();
    await(hcp1.samples().subscribe("IC-TEST", "TEST", told));
    await(hcp1.samples().subscribe("IC-TEST", "OTHER", other));

    Examples.elementFor(john, hcp1);
    DataSample sample = Examples.sampleFor(john, hcp1);

    told.assertNext(EntityType.DATA_SAMPLE, sample.id(), sample.metadata().rev(), Kind.CREATED);
    assertThat(told.waiting() + other.waiting()).isZero();
  }

  @Scenario
  void anAdministratorIsToldOfAll(World world) {
    Person hcp1 = world.hcp();
    EventRecorder told = new EventRecorder();
    subscribe(world.admin(), PATIENTS, told);

    Patient created = PATIENTS.create(hcp1);

    // others use the same server, and an administrator is told of what they did before, too
    assertThat(told.nextOf(created.id()).kind()).isEqualTo(Kind.CREATED);
  }

  @Scenario
  void whatIsClosedTellsNothing(World world) {
    Person hcp1 = world.hcp();
    EventRecorder closed = new EventRecorder();
    EventRecorder open = new EventRecorder();
    Subscription ended = subscribe(hcp1.salus(), PATIENTS, closed);
    Subscription own = subscribe(hcp1.salus(), PATIENTS, open);
    await(ended.close());
    await(ended.close());
    await(ended.ended());

    Patient created = PATIENTS.create(hcp1);

    assertTold(open, PATIENTS, created, Kind.CREATED);
    assertThat(closed.waiting()).isZero();
    assertThat(own.ended().isComplete()).isFalse();
  }

  @Scenario
  void aSubscriptionEndsWithItsConnection(World world) {
    Person hcp1 = world.hcp();
    Subscription own = subscribe(hcp1.salus(), PATIENTS, new EventRecorder());

    await(hcp1.salus().close());

    await(own.ended());
  }
}
