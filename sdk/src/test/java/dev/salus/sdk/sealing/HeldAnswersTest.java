package dev.salus.sdk.sealing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import dev.salus.sdk.change.EntityChanges;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.entity.DataSampleApi;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.PatientApi;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.entity.result.EntityPage;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Decrypted;
import dev.salus.sdk.keys.KeyRingSaver;
import dev.salus.sdk.keys.SeenEntity;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.sharing.AutomaticSharingBook;
import dev.salus.sdk.sharing.SharingKind;
import dev.salus.sdk.transport.ScriptedServer;
import dev.salus.sdk.trust.OwnerKeys;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A human decides while a call of many steps is under way, or between two that are one (T28). */
final class HeldAnswersTest {

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final ScriptedServer server = new ScriptedServer();
  private final Member alice = member("11111111-1111-4111-8111-111111111111");
  private final Member bob = member("22222222-2222-4222-8222-222222222222");
  private final Member dora = member("44444444-4444-4444-8444-444444444444");
  private final PatientApi patients = patients(alice);
  private final AutomaticSharingBook book =
      new AutomaticSharingBook(
          server.api(),
          new OwnerKeys(alice.ring, KeyRingSaver.keptByApplication(), alice.cards),
          clock);
  private final Promise<Void> arrived = Promise.promise();
  private final Promise<Void> release = Promise.promise();
  private JsonObject policy = new JsonObject();

  private Member member(String id) {
    return Member.of(vertx, server, id, clock);
  }

  private PatientApi patients(Member of) {
    return new PatientApi(
        vertx,
        server.api(),
        NeedsKeys.of(Optional.of(of.tools)),
        EncryptedFields.ALL,
        new EntityChanges(vertx, server.api(), clock, new SecureRandom()),
        null,
        List.of());
  }

  @BeforeEach
  void keepPolicies() {
    server.on(Operation.POLICY, (asked, honest) -> Future.succeededFuture(policy.copy()));
    server.on(
        Operation.PUT_POLICY,
        (asked, honest) -> {
          policy = new JsonObject().put("policy", asked.body().getValue("policy")).put("rev", "a");
          return Future.succeededFuture(policy.copy());
        });
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  /** Holds the answer back, once. */
  private Future<JsonObject> held(Future<JsonObject> answer) {
    arrived.tryComplete();
    return release.future().compose(now -> answer);
  }

  private void distrustBob() {
    alice.cards.decisions().distrust(bob.id(), bob.key().keyId());
  }

  @Test
  void t28_anItemThatIsOpenOnAPageIsNotShownIfItsWriterIsDistrustedBeforeTheLastIsOpen() {
    Entity byBob = given(bob, "33333333-3333-4333-8333-333333333333");
    Entity byDora = given(dora, "55555555-5555-4555-8555-555555555555");
    List.of(byBob, byDora).forEach(server::keep);
    JsonArray items = new JsonArray().add(byBob.toJson()).add(byDora.toJson());
    server.on(
        Operation.LIST_ENTITIES,
        (asked, honest) -> Future.succeededFuture(new JsonObject().put("items", items)));
    server.on(
        Operation.CARDS,
        (asked, honest) ->
            dora.id().equals(asked.parameters().getString("id"))
                ? held(honest.get())
                : honest.get());

    Future<EntityPage<Patient>> page = patients.getPatients(EntityFilter.ALL);
    await(arrived.future());
    distrustBob();
    release.complete();

    assertThat(await(page).items())
        .filteredOn(Decrypted.class::isInstance)
        .extracting(item -> ((Decrypted<Patient>) item).value().metadata().author())
        .containsExactly(dora.id());
  }

  private Entity given(Member by, String id) {
    return by.give(by.create(id, "{}"), alice, Permission.WRITE).entity();
  }

  @Test
  void t28_whoIsTakenOutOfThePolicyWhileACreationIsUnderWayGetsNothingOfIt() {
    await(book.add(SharingKind.ALL, Set.of(bob.id())));
    server.on(
        Operation.CREATE_EXCHANGE,
        (asked, honest) ->
            bob.id().equals(asked.body().getString("delegate"))
                ? held(honest.get())
                : honest.get());

    Future<Patient> creating = patients.createOrModifyPatient(Patient.builder().build());
    await(arrived.future());
    await(book.remove(SharingKind.ALL, Set.of(bob.id())));
    release.complete();

    failure(Conflict.class, creating);
    assertThat(server.asked(Operation.CREATE_ENTITY)).isEmpty();
  }

  @Test
  void t28_aPolicyThatIsHeldBackUntilItIsChangedIsNotTheOneThatIsUsed() {
    await(book.add(SharingKind.ALL, Set.of(bob.id(), dora.id())));
    JsonObject old = policy.copy();
    server.on(
        Operation.POLICY,
        (asked, honest) ->
            arrived.future().isComplete()
                ? Future.succeededFuture(policy.copy())
                : held(Future.succeededFuture(old)));

    Future<AutomaticRecipients.Delegates> delegates =
        alice.tools.recipients().of(EntityType.PATIENT);
    await(arrived.future());
    await(book.remove(SharingKind.ALL, Set.of(bob.id())));
    release.complete();

    assertThat(await(delegates).fully())
        .extracting(exchange -> exchange.delegate())
        .containsExactly(dora.id());
  }

  @Test
  void t28_whatWasSealedToSomebodyBeforeTheyWereDistrustedDoesNotGoOutAgain() {
    unansweredSharedWithBob();

    distrustBob();
    server.on(Operation.CREATE_ENTITY, (asked, honest) -> Future.succeededFuture(rev()));
    await(patients.createOrModifyPatient(Patient.builder().note("Winter").build()));

    assertThat(server.asked(Operation.CREATE_ENTITY)).hasSize(2);
    assertThat(delegates(sent(1))).containsExactly(alice.id());
  }

  @Test
  void s50_whatHadArrivedBeforeSomebodyWasDistrustedIsNotWrittenTwice() {
    unansweredSharedWithBob();
    server.keep(sent(0).withRev("1-a"));

    distrustBob();
    Patient stored =
        await(patients.createOrModifyPatient(Patient.builder().note("Winter").build()));

    assertThat(stored.id()).isEqualTo(sent(0).header().id());
    assertThat(server.asked(Operation.CREATE_ENTITY)).hasSize(1);
  }

  private void unansweredSharedWithBob() {
    await(book.add(SharingKind.ALL, Set.of(bob.id())));
    server.on(
        Operation.CREATE_ENTITY,
        (asked, honest) -> Future.failedFuture(new Unavailable("away", 1)));
    failure(
        Unavailable.class,
        patients.createOrModifyPatient(Patient.builder().note("Winter").build()));
    assertThat(delegates(sent(0))).contains(bob.id());
  }

  private Entity sent(int at) {
    return Entity.parse(server.asked(Operation.CREATE_ENTITY).get(at).body());
  }

  private static JsonObject rev() {
    return new JsonObject().put("rev", "1-a");
  }

  private static Set<String> delegates(Entity entity) {
    return entity.grants().stream()
        .flatMap(grant -> grant.delegations().values().stream())
        .map(delegation -> delegation.delegate())
        .collect(Collectors.toSet());
  }

  /** The server stored both, and has shown another text of the first under its number. */
  @Test
  void s50_aLieAboutOneItemOfABatchFailsThatOneAlone() {
    server.on(Operation.CREATE_ENTITY, (asked, honest) -> Future.succeededFuture(rev()));
    String patient = await(patients.createOrModifyPatient(Patient.builder().build())).id();
    server.keep(sent(0).withRev("1-a"));
    server.on(
        Operation.BULK,
        (asked, honest) -> {
          JsonArray sent = asked.body().getJsonArray("entities");
          Entity first = Entity.parse(sent.getJsonObject(0));
          alice.ring.recordSeen(
              first.header().id(),
              new SeenEntity(1, 1, alice.id(), first.header().created(), List.of(), "other"));
          JsonArray revs = new JsonArray().add(rev()).add(rev());
          return Future.succeededFuture(new JsonObject().put("results", revs));
        });
    DataSampleApi samples =
        new DataSampleApi(
            vertx,
            server.api(),
            NeedsKeys.of(Optional.of(alice.tools)),
            EncryptedFields.ALL,
            new EntityChanges(vertx, server.api(), clock, new SecureRandom()));
    DataSample sample = DataSample.builder().build();

    List<BatchResult<DataSample>> results =
        await(samples.createOrModifyDataSamplesFor(patient, List.of(sample, sample)));

    assertThat(results)
        .hasExactlyElementsOfTypes(BatchResult.Failed.class, BatchResult.Done.class);
  }

  @Test
  void t08_whoseExchangeIsJunkLeavesAllTheSame() {
    Entity entity = given(bob, "33333333-3333-4333-8333-333333333333");
    server.keep(entity);
    Patient known = await(patients.getPatient(entity.header().id()));
    Member again = alice.again(vertx, server, clock);
    server.on(
        Operation.EXCHANGE,
        (asked, honest) -> honest.get().map(json -> withJunk(json, alice.key().keyId())));
    server.on(Operation.REMOVE_DELEGATION, (asked, honest) -> Future.succeededFuture());

    assertThat(await(patients(again).removeAccess(known, alice.id()))).isEmpty();

    assertThat(server.asked(Operation.REMOVE_DELEGATION)).hasSize(1);
  }

  private static JsonObject withJunk(JsonObject exchange, String keyId) {
    JsonObject sealed = exchange.getJsonObject("sealed");
    char[] junk = sealed.getString(keyId).toCharArray();
    junk[100] = junk[100] == 'A' ? 'B' : 'A';
    return exchange.put("sealed", sealed.put(keyId, new String(junk)));
  }
}
