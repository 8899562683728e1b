package dev.salus.app.scenarios.interrupted;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.PatientKind;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.AccessRevoked;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.Repeats;
import dev.salus.testkit.HostileServer;
import dev.salus.testkit.HostileServer.Asked;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Scenario S50: the answer to a write is lost, and it, or the application, tries again. */
final class LostAnswersTest {

  private static final EntityKind<Patient> PATIENT = new PatientKind();

  /** Somebody whose server loses answers, and who may leave repeating to the application. */
  private record Case(World world, HostileServer server, Person person) {

    static Case repeating(World world) {
      HostileServer server = new HostileServer();
      return new Case(world, server, world.person(DataOwner.Type.HCP, server::between));
    }

    static Case once(World world) {
      HostileServer server = new HostileServer();
      return new Case(
          world,
          server,
          world.person(
              DataOwner.Type.HCP, options -> server.between(options).withRepeats(Repeats.NONE)));
    }

    /** The real server does it, and the next so many answers do not arrive. */
    void lose(Operation operation, EntityType type, int answers) {
      AtomicInteger left = new AtomicInteger(answers);
      server.on(
          operation,
          (asked, honest) ->
              honest
                  .get()
                  .compose(
                      answer ->
                          asked.isAbout(type) && left.getAndDecrement() > 0
                              ? Future.failedFuture(new Unavailable("the answer was lost", 1))
                              : Future.succeededFuture(answer)));
    }

    List<JsonObject> sent(Operation operation, EntityType type) {
      return server.asked(operation).stream()
          .filter(asked -> asked.isAbout(type))
          .map(Asked::body)
          .toList();
    }

    <T> void isThereOnce(EntityKind<T> kind, T entity) {
      assertThat(await(kind.get(person, kind.id(entity)))).isEqualTo(entity);
      assertThat(await(kind.list(person.salus(), EntityFilter.ALL)).items()).hasSize(1);
    }
  }

  @Scenario
  void s50_aCreationIsSentAgainAsItWas(World world) {
    EntityKinds.ALL.forEach(kind -> createsOnce(Case.repeating(world), kind));
  }

  private static <T> void createsOnce(Case it, EntityKind<T> kind) {
    it.lose(Operation.CREATE_ENTITY, kind.type(), 2);

    T created = kind.create(it.person());

    assertThat(it.sent(Operation.CREATE_ENTITY, kind.type())).hasSize(3);
    assertThat(Set.copyOf(it.sent(Operation.CREATE_ENTITY, kind.type()))).hasSize(1);
    it.isThereOnce(kind, created);
  }

  @Scenario
  void s50_aNewEntityThatIsHandedInAgainIsTheSame(World world) {
    Case it = Case.once(world);
    it.lose(Operation.CREATE_ENTITY, EntityType.PATIENT, 1);
    failure(Unavailable.class, it.person().patients().createOrModifyPatient(Examples.johnSnow()));

    Patient created = await(it.person().patients().createOrModifyPatient(Examples.johnSnow()));

    it.isThereOnce(PATIENT, created);
    await(it.person().patients().createOrModifyPatient(Examples.johnSnow()));
    assertThat(await(it.person().patients().getPatients(EntityFilter.ALL)).items()).hasSize(2);
  }

  @Scenario
  void s50_aNewEntityWithAnIdOfItsOwnThatIsHandedInAgainIsTheSame(World world) {
    EntityKinds.ALL.forEach(kind -> sameById(Case.once(world), kind));
  }

  private static <T> void sameById(Case it, EntityKind<T> kind) {
    T model = kind.withId(kind.example(), UUID.randomUUID().toString());
    String patient = Examples.patientOf(it.person());
    it.lose(Operation.CREATE_ENTITY, kind.type(), 1);
    failure(Unavailable.class, kind.createAbout(it.person(), model, patient));

    T created = await(kind.createAbout(it.person(), model, patient));

    assertThat(await(kind.get(it.person(), kind.id(model)))).isEqualTo(created);
    failure(Conflict.class, kind.createAbout(it.person(), kind.noted(model, "another"), patient));
    Person other = it.world().hcp();
    failure(Conflict.class, kind.createAbout(other, model, Examples.patientOf(other)));
  }

  @Scenario
  void s50_aCreationThatSomebodyHasWrittenOverSinceHappened(World world) {
    Case it = Case.repeating(world);
    Person other = world.connect(it.person(), it.person().keys());
    it.server()
        .on(
            Operation.CREATE_ENTITY,
            (asked, honest) ->
                honest
                    .get()
                    .compose(answer -> other.patients().getPatient(answer.getString("id")))
                    .compose(
                        john ->
                            other
                                .patients()
                                .createOrModifyPatient(john.toBuilder().note("Summer").build()))
                    .compose(
                        written -> Future.failedFuture(new Unavailable("the answer was lost", 1))));

    Patient created = await(it.person().patients().createOrModifyPatient(Examples.johnSnow()));

    assertThat(created.note()).isEqualTo("Summer");
    assertThat(created.metadata().version()).isEqualTo(2);
    it.isThereOnce(PATIENT, created);
  }

  @Scenario
  void s50_aModificationHappensOnce(World world) {
    EntityKinds.ALL.forEach(kind -> modifiesOnce(Case.repeating(world), kind));
    EntityKinds.ALL.forEach(kind -> modifiesOnceByHand(Case.once(world), kind));
  }

  private static <T> void modifiesOnce(Case it, EntityKind<T> kind) {
    T created = kind.create(it.person());
    it.lose(Operation.MODIFY_ENTITY, kind.type(), 1);

    T modified = await(kind.modify(it.person(), kind.noted(created, "other")));

    assertThat(kind.metadata(modified).version()).isEqualTo(2);
    it.isThereOnce(kind, modified);
  }

  private static <T> void modifiesOnceByHand(Case it, EntityKind<T> kind) {
    T created = kind.create(it.person());
    it.lose(Operation.MODIFY_ENTITY, kind.type(), 1);
    failure(Unavailable.class, kind.modify(it.person(), kind.noted(created, "other")));

    T modified = await(kind.modify(it.person(), kind.noted(created, "other")));

    assertThat(kind.metadata(modified).version()).isEqualTo(2);
    it.isThereOnce(kind, modified);
    failure(Conflict.class, kind.modify(it.person(), kind.noted(created, "third")));
  }

  @Scenario
  void s50_aConflictIsWithSomebodyElsesWrite(World world) {
    Case it = Case.once(world);
    Person hcp2 = world.hcp();
    Patient shared = await(PATIENT.share(it.person(), PATIENT.create(it.person()), hcp2));
    Patient model = PATIENT.noted(shared, "other");
    await(PATIENT.modify(hcp2, model));

    failure(Conflict.class, PATIENT.modify(it.person(), model));
  }

  @Scenario
  void s50_accessIsGivenOnce(World world) {
    for (Case it : List.of(Case.repeating(world), Case.once(world))) {
      EntityKinds.ALL.forEach(kind -> sharesOnce(it, kind));
    }
  }

  private static <T> void sharesOnce(Case it, EntityKind<T> kind) {
    Person hcp2 = it.world().hcp();
    T created = kind.create(it.person());
    it.lose(Operation.GIVE_ACCESS, kind.type(), 1);

    Future<T> first = kind.share(it.person(), created, hcp2);
    T shared = await(first.recover(lost -> kind.share(it.person(), created, hcp2)));

    assertThat(kind.metadata(shared).delegations()).hasSize(2);
    assertThat(await(kind.get(hcp2, kind.id(created)))).isEqualTo(shared);
  }

  @Scenario
  void s50_accessIsRevokedOnce(World world) {
    for (Case it : List.of(Case.repeating(world), Case.once(world))) {
      EntityKinds.ALL.forEach(kind -> revokesOnce(it, kind));
    }
  }

  private static <T> void revokesOnce(Case it, EntityKind<T> kind) {
    Person hcp2 = it.world().hcp();
    Person d = it.world().device();
    T shared = await(kind.share(it.person(), kind.create(it.person()), hcp2));
    T given = await(kind.share(hcp2, shared, d));
    it.lose(Operation.REKEY, kind.type(), 1);

    Future<AccessRevoked<T>> first = kind.revoke(it.person(), given, hcp2);
    AccessRevoked<T> revoked = await(first.recover(lost -> kind.revoke(it.person(), given, hcp2)));

    assertThat(kind.metadata(revoked.entity()).keyGeneration()).isEqualTo(2);
    assertThat(revoked.revoked()).containsExactly(hcp2.id());
    assertThat(revoked.alsoLost()).containsExactly(d.id());
    assertThat(await(kind.get(it.person(), kind.id(given)))).isEqualTo(revoked.entity());
  }

  @Scenario
  void s50_accessIsRemovedOnce(World world) {
    for (Case it : List.of(Case.repeating(world), Case.once(world))) {
      EntityKinds.ALL.forEach(kind -> removesOnce(it, kind));
    }
  }

  private static <T> void removesOnce(Case it, EntityKind<T> kind) {
    Person author = it.world().hcp();
    Person d = it.world().device();
    T given = await(kind.share(author, kind.create(author), it.person()));
    T more = await(kind.share(it.person(), given, d));
    it.lose(Operation.REMOVE_DELEGATION, kind.type(), 1);

    T left =
        await(
                kind.remove(it.person(), more, d.id())
                    .recover(lost -> kind.remove(it.person(), more, d.id())))
            .orElseThrow();
    it.lose(Operation.REMOVE_DELEGATION, kind.type(), 1);

    String self = it.person().id();
    assertThat(
            await(
                kind.remove(it.person(), left, self)
                    .recover(lost -> kind.remove(it.person(), left, self))))
        .isEmpty();
    assertThat(kind.metadata(await(kind.get(author, kind.id(given)))).delegations()).hasSize(1);
  }

  @Scenario
  void s50_aDeletionHappensOnce(World world) {
    Case it = Case.repeating(world);
    Patient created = PATIENT.create(it.person());
    it.lose(Operation.DELETE_ENTITY, EntityType.PATIENT, 1);

    assertThat(await(it.person().patients().deletePatient(created.id()))).isEqualTo(created.id());
  }

  @Scenario
  void s50_theItemsOfABatchAreSettledOneByOne(World world) {
    Case it = Case.once(world);
    String john = Examples.patientOf(it.person());
    List<DataSample> samples = new ArrayList<>(Collections.nCopies(300, Examples.helloWorld()));
    it.lose(Operation.BULK, EntityType.DATA_SAMPLE, 1);

    List<BatchResult<DataSample>> results =
        await(it.person().samples().createOrModifyDataSamplesFor(john, samples));

    List<BatchResult<DataSample>> done =
        results.stream().filter(BatchResult.Done.class::isInstance).toList();
    assertThat(done).hasSize(200);
    assertThat(results.subList(0, 200)).isEqualTo(done);
    assertThat(await(it.person().samples().getDataSamplesForPatient(john))).hasSize(200);

    List<DataSample> left = new ArrayList<>();
    while (left.size() < 100) {
      left.add(Examples.helloWorld().toBuilder().id(UUID.randomUUID().toString()).build());
    }
    for (int i = 0; i < 2; i++) {
      assertThat(await(it.person().samples().createOrModifyDataSamplesFor(john, left)))
          .allMatch(BatchResult.Done.class::isInstance);
      assertThat(await(it.person().samples().getDataSamplesForPatient(john))).hasSize(300);
    }
  }

  @Scenario
  void s50_aBatchIsSentAgainAsItWas(World world) {
    Case it = Case.repeating(world);
    String john = Examples.patientOf(it.person());
    List<DataSample> samples = new ArrayList<>(Collections.nCopies(20, Examples.helloWorld()));
    it.lose(Operation.BULK, EntityType.DATA_SAMPLE, 1);

    assertThat(await(it.person().samples().createOrModifyDataSamplesFor(john, samples)))
        .allMatch(BatchResult.Done.class::isInstance);
    assertThat(await(it.person().samples().getDataSamplesForPatient(john))).hasSize(20);
  }

  @Scenario
  void s50_anExchangeIsMadeOnce(World world) {
    Case it = Case.repeating(world);
    Person hcp2 = world.hcp();
    Patient created = PATIENT.create(it.person());
    AtomicInteger left = new AtomicInteger(1);
    it.server()
        .on(
            Operation.CREATE_EXCHANGE,
            (asked, honest) ->
                honest
                    .get()
                    .compose(
                        answer ->
                            left.getAndDecrement() > 0
                                ? Future.failedFuture(new Unavailable("lost", 1))
                                : Future.succeededFuture(answer)));

    await(it.person().patients().giveAccessTo(created, hcp2.id()));

    JsonObject query =
        new JsonObject().put("delegator", it.person().id()).put("delegate", hcp2.id());
    assertThat(await(world.api(it.person()).exchanges(query)).getJsonArray("items")).hasSize(1);
  }
}
