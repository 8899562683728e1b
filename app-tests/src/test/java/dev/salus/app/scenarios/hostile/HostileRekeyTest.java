package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Invalid;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Forger;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DelegationInfo;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Threat T05 around a re-key: a server that lists listeners, or brings back who was revoked. */
final class HostileRekeyTest {

  private static final EntityType PATIENT = EntityType.PATIENT;

  private final Forger forger = new Forger();

  @Scenario
  void t05_aListenerListedBeforeARekeyGetsNoKey(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person hcp2 = world.hcp();
    Person accomplice = world.hcp();
    Person listener = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    john = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    john = await(hcp1.patients().giveAccessTo(john, accomplice.id(), Access.READ));
    JsonObject stored = StoredEntities.entity(world, PATIENT, john.id());
    String readers = StoredEntities.exchangeOf(stored, accomplice.id());
    List<JsonObject> lies =
        List.of(
            forger.withGrant(
                stored, grant(listener, List.of(), listener), listener.keys().current()),
            forger.withGrant(
                stored, grant(accomplice, List.of(readers), listener), accomplice.keys().current()),
            forger.withGrant(
                stored, grant(accomplice, List.of(), listener), accomplice.keys().current()));

    for (JsonObject lie : lies) {
      server.replace(Operation.ENTITY, lie);
      // the real server, which knows of no such grant
      failure(Invalid.class, hcp1.patients().revokeAccess(john, hcp2.id()));
    }

    assertThat(server.asked(Operation.REKEY))
        .hasSize(lies.size())
        .allSatisfy(
            asked ->
                assertThat(
                        StoredEntities.delegationTo(
                                listener.id(), asked.body().getJsonObject("entity"))
                            .containsKey("wrapped"))
                    .isFalse());
    server.repent();
    await(hcp1.patients().revokeAccess(john, hcp2.id()));
  }

  private static JsonObject grant(Person by, List<String> parents, Person to) {
    return Forger.grant(by.id(), parents, Forger.NO_EXCHANGE, to.id(), "WRITE");
  }

  @Scenario
  void t05_whoWasRevokedIsNotBroughtBackByTheServer(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person hcp2 = world.hcp();
    Person p = world.person(DataOwner.Type.PATIENT, server::between);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    john = await(hcp1.patients().giveAccessTo(john, p.id()));
    john = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    JsonObject before = StoredEntities.entity(world, PATIENT, john.id());
    Patient left = await(hcp1.patients().revokeAccess(john, hcp2.id())).entity();
    assertThat(await(p.patients().getPatient(john.id()))).isEqualTo(left);
    JsonObject after = StoredEntities.entity(world, PATIENT, john.id());
    JsonObject back = after.copy();
    back.getJsonArray("grants").add(before.getJsonArray("grants").getJsonObject(2));

    server.replace(Operation.ENTITY, back);
    for (Person reader : List.of(hcp1, p)) {
      assertThat(await(reader.patients().getPatient(john.id())).metadata().delegations())
          .extracting(DelegationInfo::delegate)
          .containsExactlyInAnyOrder(hcp1.id(), p.id());
    }
    failure(Invalid.class, hcp1.patients().revokeAccess(left, p.id()));
    assertThat(
            StoredEntities.delegationTo(
                    hcp2.id(), server.asked(Operation.REKEY).get(1).body().getJsonObject("entity"))
                .containsKey("wrapped"))
        .isFalse();
    server.replace(Operation.ENTITY, writtenBy(hcp2, before, back));
    refused(What.WRITER, left, p.patients().getPatient(john.id()));
    server.replace(Operation.ENTITY, before);
    refused(What.ROLLBACK, left, p.patients().getPatient(john.id()));
    server.replace(Operation.ENTITY, after.copy().put("revoked", new JsonArray()));
    refused(What.SIGNATURE, left, p.patients().getPatient(john.id()));
    assertThat(server.asked(Operation.REKEY)).hasSize(2);
  }

  /** The next version, signed by the one who was revoked, under its old delegation. */
  private JsonObject writtenBy(Person revoked, JsonObject before, JsonObject back) {
    JsonObject changes =
        new JsonObject()
            .put("version", back.getLong("version") + 1)
            .put("modifiedBy", revoked.id())
            .put("writtenUnder", StoredEntities.exchangeOf(before, revoked.id()));
    return forger.signed(back, changes, revoked.keys().current());
  }

  private static void refused(What what, Patient patient, Future<?> call) {
    TamperedEntity tampered = failure(TamperedEntity.class, call);
    assertThat(tampered.what()).isEqualTo(what);
    assertThat(tampered.entityId()).isEqualTo(patient.id());
  }
}
