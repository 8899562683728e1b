package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Forger;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Grant;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Refused;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Scenario S48, threat T05: the server changes what it stores, and the client says what. */
final class HostileEntitiesTest {

  private static final EntityType PATIENT = EntityType.PATIENT;

  /** A patient that somebody honest shared with somebody behind a hostile server. */
  private record Case(World world, HostileServer server, Person hcp1, Person hcp2, Patient shared) {

    static Case of(World world) {
      HostileServer server = new HostileServer();
      Person hcp1 = world.hcp();
      Person hcp2 = world.person(DataOwner.Type.HCP, server::between);
      Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
      Patient shared = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
      return new Case(world, server, hcp1, hcp2, shared);
    }

    JsonObject stored() {
      return StoredEntities.entity(world, PATIENT, shared.id());
    }

    /** By id, in lists and before anything is shared or written, the client names what is wrong. */
    void isRefused(JsonObject lie, What what) {
      server.replace(Operation.ENTITY, lie);
      server.replace(
          Operation.LIST_ENTITIES, new JsonObject().put("items", new JsonArray().add(lie)));
      refused(what, hcp2.patients().getPatient(shared.id()));
      refused(what, hcp2.patients().getAndTryDecrypt(shared.id()));
      refusedInAList(what);
      refused(what, hcp2.patients().giveAccessTo(shared, world.patient().id()));
      refused(what, hcp2.patients().createOrModifyPatient(shared));
      if (what != What.WRAP) {
        // the link secret has a box of its own
        refused(
            what, hcp2.samples().createOrModifyDataSampleFor(shared.id(), Examples.helloWorld()));
      }
      assertThat(server.asked(Operation.GIVE_ACCESS)).isEmpty();
      assertThat(server.asked(Operation.MODIFY_ENTITY)).isEmpty();
      assertThat(server.asked(Operation.CREATE_ENTITY)).isEmpty();
      server.repent();
      assertThat(await(hcp2.patients().getPatient(shared.id()))).isEqualTo(shared);
    }

    void isRefused(UnaryOperator<JsonObject> lie, What what) {
      isRefused(lie.apply(stored()), what);
    }

    private void refusedInAList(What what) {
      assertThat(await(hcp2.patients().getPatients(EntityFilter.ALL)).items())
          .singleElement()
          .isInstanceOfSatisfying(
              Refused.class,
              item ->
                  assertThat(item.reason())
                      .isInstanceOfSatisfying(
                          TamperedEntity.class,
                          tampered -> assertThat(tampered.what()).isEqualTo(what)));
    }

    private void refused(What what, Future<?> call) {
      TamperedEntity tampered = failure(TamperedEntity.class, call);
      assertThat(tampered.what()).isEqualTo(what);
      assertThat(tampered.entityId()).isEqualTo(shared.id());
    }
  }

  @Scenario
  void s48_t05_swappedContents(World world) {
    Case it = Case.of(world);
    Patient other = await(it.hcp1().patients().createOrModifyPatient(Examples.johnSnow()));
    await(it.hcp1().patients().giveAccessTo(other, it.hcp2().id()));
    JsonObject others = StoredEntities.entity(world, PATIENT, other.id());

    it.isRefused(stored -> stored.put("content", others.getString("content")), What.SIGNATURE);
    it.isRefused(
        stored ->
            stored
                .put("content", others.getString("content"))
                .put("signature", others.getString("signature")),
        What.SIGNATURE);
    it.isRefused(stored -> others.copy().put("id", stored.getString("id")), What.SIGNATURE);
  }

  @Scenario
  void s48_t05_anotherEntityThanWasAskedFor(World world) {
    Case it = Case.of(world);
    Patient other = await(it.hcp1().patients().createOrModifyPatient(Examples.johnSnow()));
    await(it.hcp1().patients().giveAccessTo(other, it.hcp2().id()));
    it.server().replace(Operation.ENTITY, StoredEntities.entity(world, PATIENT, other.id()));

    TamperedEntity refused =
        failure(TamperedEntity.class, it.hcp2().patients().getPatient(it.shared().id()));

    assertThat(refused.what()).isEqualTo(What.IDENTITY);
  }

  @Scenario
  void s48_t05_anOlderVersion(World world) {
    Case it = Case.of(world);
    JsonObject older = it.stored();
    Patient newer =
        await(
            it.hcp1()
                .patients()
                .createOrModifyPatient(it.shared().toBuilder().note("Summer").build()));
    assertThat(await(it.hcp2().patients().getPatient(newer.id()))).isEqualTo(newer);

    new Case(world, it.server(), it.hcp1(), it.hcp2(), newer).isRefused(older, What.ROLLBACK);
  }

  @Scenario
  void s48_t05_anOlderVersionForAKeyRingThatWasKept(World world) {
    Case it = Case.of(world);
    JsonObject older = it.stored();
    Patient newer =
        await(
            it.hcp1()
                .patients()
                .createOrModifyPatient(it.shared().toBuilder().note("Summer").build()));
    await(it.hcp2().patients().getPatient(newer.id()));
    KeyRing kept = KeyRing.importJson(it.hcp2().keys().exportJson());
    Person restarted = world.connect(it.hcp2(), kept, it.server()::between);

    new Case(world, it.server(), it.hcp1(), restarted, newer).isRefused(older, What.ROLLBACK);
  }

  @Scenario
  void s48_t05_anOlderVersionForAFirstReaderThatHoldsAFloor(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.hcp();
    Person hcp2 = world.person(DataOwner.Type.HCP, server::between);
    Patient first = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    JsonObject older = StoredEntities.entity(world, PATIENT, first.id());
    Patient newer =
        await(hcp1.patients().createOrModifyPatient(first.toBuilder().note("Summer").build()));
    Patient shared = await(hcp1.patients().giveAccessTo(newer, hcp2.id()));
    JsonArray grants = StoredEntities.entity(world, PATIENT, first.id()).getJsonArray("grants");

    server.replace(Operation.ENTITY, older.put("grants", grants));
    TamperedEntity refused = failure(TamperedEntity.class, hcp2.patients().getPatient(first.id()));

    assertThat(refused.what()).isEqualTo(What.ROLLBACK);
    server.repent();
    assertThat(await(hcp2.patients().getPatient(first.id()))).isEqualTo(shared);
  }

  @Scenario
  void s48_t05_aDelegationMovedToAnotherEntity(World world) {
    Case it = Case.of(world);
    Patient closed = await(it.hcp1().patients().createOrModifyPatient(Examples.johnSnow()));
    JsonObject moved = StoredEntities.entity(world, PATIENT, closed.id());
    moved.getJsonArray("grants").add(it.stored().getJsonArray("grants").getJsonObject(1));
    it.server().replace(Operation.ENTITY, moved);

    TamperedEntity refused =
        failure(TamperedEntity.class, it.hcp2().patients().getPatient(closed.id()));

    assertThat(refused.what()).isEqualTo(What.GRANT);
    assertThat(refused.entityId()).isEqualTo(closed.id());
  }

  @Scenario
  void s48_t05_aWrapMovedToAnotherDelegation(World world) {
    Case it = Case.of(world);
    Patient other = await(it.hcp1().patients().createOrModifyPatient(Examples.johnSnow()));
    await(it.hcp1().patients().giveAccessTo(other, it.hcp2().id()));
    JsonObject others = StoredEntities.entity(world, PATIENT, other.id());
    String wrap = StoredEntities.delegationTo(it.hcp2().id(), others).getString("wrapped");

    it.isRefused(
        stored -> StoredEntities.changed(stored, it.hcp2().id(), each -> each.put("wrapped", wrap)),
        What.WRAP);
  }

  @Scenario
  void s48_t05_aChangedPermission(World world) {
    Case it = Case.of(world);

    it.isRefused(
        stored ->
            StoredEntities.changed(stored, it.hcp2().id(), each -> each.put("permission", "READ")),
        What.GRANT);
  }

  @Scenario
  void s48_t05_aChangedTag(World world) {
    HostileServer server = new HostileServer();
    EncryptedFields published = EncryptedFields.publishing("IC-TEST");
    UnaryOperator<SalusOptions> publishing = options -> options.withEncryptedFields(published);
    Person hcp1 = world.person(DataOwner.Type.HCP, publishing);
    Person hcp2 = world.person(DataOwner.Type.HCP, server::between);
    DataSample sample = Examples.sampleFor(Examples.patientOf(hcp1), hcp1);
    await(hcp1.samples().giveAccessTo(sample, hcp2.id()));
    JsonObject stored = StoredEntities.entity(world, EntityType.DATA_SAMPLE, sample.id());
    assertThat(stored.getJsonArray("tags"))
        .isEqualTo(
            new JsonArray().add(new JsonObject().put("type", "IC-TEST").put("code", "TEST")));
    stored.getJsonArray("tags").getJsonObject(0).put("code", "OTHER");
    server.replace(Operation.ENTITY, stored);

    TamperedEntity refused =
        failure(TamperedEntity.class, hcp2.samples().getDataSample(sample.id()));

    assertThat(refused.what()).isEqualTo(What.SIGNATURE);
  }

  @Scenario
  void t05_changedHeaders(World world) {
    Case it = Case.of(world);

    it.isRefused(stored -> stored.put("created", stored.getLong("created") - 1), What.SIGNATURE);
    it.isRefused(stored -> stored.put("modified", stored.getLong("modified") + 1), What.SIGNATURE);
    it.isRefused(stored -> stored.put("version", 2), What.SIGNATURE);
    it.isRefused(stored -> stored.put("keyGeneration", 2), What.SIGNATURE);
    it.isRefused(
        stored -> stored.put("keyCommitment", Forger.hashOf(stored.getString("keyCommitment"))),
        What.SIGNATURE);
    it.isRefused(
        stored -> stored.put("links", new JsonArray().add("AAAAAAAAAAAAAAAAAAAAAA")),
        What.SIGNATURE);
    it.isRefused(stored -> stored.put("unknown", true), What.MALFORMED);
    it.isRefused(HostileEntitiesTest::withTooManyParents, What.MALFORMED);
  }

  private static JsonObject withTooManyParents(JsonObject stored) {
    JsonArray parents = new JsonArray();
    for (int i = 0; i <= Grant.MAX_PARENTS; i++) {
      parents.add(UUID.randomUUID().toString());
    }
    stored.getJsonArray("grants").getJsonObject(1).put("parents", parents);
    return stored;
  }
}
