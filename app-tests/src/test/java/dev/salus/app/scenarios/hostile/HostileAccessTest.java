package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Forger;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DelegationInfo;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Threats T05 and T06: the server adds or drops delegations, with or without an accomplice. */
final class HostileAccessTest {

  private static final EntityType PATIENT = EntityType.PATIENT;

  private final Forger forger = new Forger();

  @Scenario
  void t05_aGrantWithASignatureOfAnother(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person listener = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    JsonObject grant =
        Forger.grant(hcp1.id(), List.of(), Forger.NO_EXCHANGE, listener.id(), "READ");
    JsonObject forged =
        forger.withGrant(
            StoredEntities.entity(world, PATIENT, john.id()), grant, forger.keyOf(hcp1.id()));
    int last = forged.getJsonArray("grants").size() - 1;
    String real = hcp1.keys().current().keyId();
    forged.getJsonArray("grants").getJsonObject(last).put("signedBy", real);
    server.replace(Operation.ENTITY, forged);

    assertThat(await(hcp1.patients().getPatient(john.id())))
        .as("the forged grant gives nothing and closes nothing")
        .isEqualTo(john);
    failure(
        Invalid.class,
        hcp1.patients().createOrModifyPatient(john.toBuilder().note("Summer").build()));
    assertThat(server.asked(Operation.MODIFY_ENTITY))
        .as("and a write gives nothing to the listener: the grants travel as they came")
        .isNotEmpty()
        .allMatch(
            asked -> asked.body().getJsonArray("grants").equals(forged.getJsonArray("grants")));
    assertThat(server.asked(Operation.CREATE_EXCHANGE))
        .as("nor is anything sealed to it")
        .noneMatch(asked -> asked.body().encode().contains(listener.id()));
    assertThat(server.asked(Operation.GIVE_ACCESS)).isEmpty();
    server.repent();
    failure(NotFound.class, listener.patients().getPatient(john.id()));
    assertThat(await(hcp1.patients().getPatient(john.id()))).isEqualTo(john);
  }

  @Scenario
  void t05_aReaderAsAccompliceWritesTheContent(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person accomplice = world.hcp();
    Patient shared = sharedForReading(hcp1, accomplice);
    JsonObject stored = StoredEntities.entity(world, PATIENT, shared.id());
    JsonObject changes =
        new JsonObject()
            .put("version", 2)
            .put("modifiedBy", accomplice.id())
            .put("writtenUnder", StoredEntities.exchangeOf(stored, accomplice.id()));
    server.replace(Operation.ENTITY, forger.signed(stored, changes, accomplice.keys().current()));

    TamperedEntity refused = failure(TamperedEntity.class, hcp1.patients().getPatient(shared.id()));

    assertThat(refused.what()).isEqualTo(What.WRITER);
    failure(TamperedEntity.class, hcp1.patients().giveAccessTo(shared, world.hcp().id()));
    assertThat(server.asked(Operation.GIVE_ACCESS)).hasSize(1);
  }

  @Scenario
  void t05_aReaderAsAccompliceWritesUnderADelegationOfAnother(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person accomplice = world.hcp();
    Patient shared = sharedForReading(hcp1, accomplice);
    JsonObject stored = StoredEntities.entity(world, PATIENT, shared.id());
    JsonObject changes =
        new JsonObject()
            .put("version", 2)
            .put("modifiedBy", accomplice.id())
            .put("writtenUnder", StoredEntities.exchangeOf(stored, hcp1.id()));
    server.replace(Operation.ENTITY, forger.signed(stored, changes, accomplice.keys().current()));

    TamperedEntity refused = failure(TamperedEntity.class, hcp1.patients().getPatient(shared.id()));

    assertThat(refused.what()).isEqualTo(What.WRITER);
  }

  @Scenario
  void t05_aReaderAsAccompliceGivesMoreThanItHas(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person accomplice = world.hcp();
    Person friend = world.hcp();
    Patient shared = sharedForReading(hcp1, accomplice);
    JsonObject stored = StoredEntities.entity(world, PATIENT, shared.id());
    List<String> parents = List.of(StoredEntities.exchangeOf(stored, accomplice.id()));
    JsonObject grant =
        Forger.grant(accomplice.id(), parents, Forger.NO_EXCHANGE, friend.id(), "WRITE");
    server.replace(Operation.ENTITY, forger.withGrant(stored, grant, accomplice.keys().current()));

    Patient read = await(hcp1.patients().getPatient(shared.id()));

    assertThat(read.metadata().delegations())
        .extracting(DelegationInfo::delegate)
        .containsExactlyInAnyOrder(hcp1.id(), accomplice.id());
  }

  @Scenario
  void t05_aStrangerAsAccompliceGrantsItselfAccess(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person stranger = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    JsonObject stored = StoredEntities.entity(world, PATIENT, john.id());
    JsonObject grant =
        Forger.grant(stranger.id(), List.of(), Forger.NO_EXCHANGE, stranger.id(), "WRITE");
    JsonObject granted = forger.withGrant(stored, grant, stranger.keys().current());
    server.replace(Operation.ENTITY, granted);

    assertThat(await(hcp1.patients().getPatient(john.id()))).isEqualTo(john);

    JsonObject changes =
        new JsonObject()
            .put("version", 2)
            .put("modifiedBy", stranger.id())
            .put("writtenUnder", Forger.NO_EXCHANGE);
    server.replace(Operation.ENTITY, forger.signed(granted, changes, stranger.keys().current()));
    TamperedEntity refused = failure(TamperedEntity.class, hcp1.patients().getPatient(john.id()));
    assertThat(refused.what()).isEqualTo(What.WRITER);
  }

  @Scenario
  void t06_aDroppedGrantIsNoticed(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person hcp2 = world.person(DataOwner.Type.HCP, server::between);
    Patient shared = sharedForReading(hcp1, hcp2);
    assertThat(await(hcp2.patients().getPatient(shared.id()))).isEqualTo(shared);
    server.alter(Operation.ENTITY, HostileAccessTest::withoutLastGrant);

    failure(NoEntityKey.class, hcp2.patients().getPatient(shared.id()));
    assertThat(await(hcp1.patients().getPatient(shared.id())).metadata().delegations())
        .extracting(DelegationInfo::delegate)
        .containsExactly(hcp1.id());
  }

  private static JsonObject withoutLastGrant(JsonObject entity) {
    JsonArray grants = entity.getJsonArray("grants");
    grants.remove(grants.size() - 1);
    return entity;
  }

  @Scenario
  void t06_aDelegationDroppedFromItsGrantIsNoticed(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person hcp2 = world.person(DataOwner.Type.HCP, server::between);
    Patient shared = sharedForReading(hcp1, hcp2);
    JsonObject stored = StoredEntities.entity(world, PATIENT, shared.id());
    String exchange = StoredEntities.exchangeOf(stored, hcp2.id());
    JsonObject grant = stored.getJsonArray("grants").getJsonObject(1);
    grant.getJsonObject("delegations").remove(exchange);
    server.replace(Operation.ENTITY, stored);

    failure(NoEntityKey.class, hcp2.patients().getPatient(shared.id()));
    assertThat(await(hcp1.patients().getPatient(shared.id())).metadata().delegations())
        .as("the grant does not count any more, and closes nothing to others")
        .extracting(DelegationInfo::delegate)
        .containsExactly(hcp1.id());

    String gone = Base64Url.encode(Delegation.digest(exchange, hcp2.id(), Permission.READ));
    grant.put("gone", new JsonArray().add(gone));
    server.replace(Operation.ENTITY, stored);
    failure(NoEntityKey.class, hcp2.patients().getPatient(shared.id()));
    assertThat(await(hcp1.patients().getPatient(shared.id())).metadata().delegations()).hasSize(1);
  }

  private static Patient sharedForReading(Person from, Person to) {
    Patient john = await(from.patients().createOrModifyPatient(Examples.johnSnow()));
    return await(from.patients().giveAccessTo(john, to.id(), Access.READ));
  }
}
