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
import dev.salus.protocol.ExchangeRecord;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Threat T03: the server forges exchange records, or seals keys of its own to real cards. */
final class HostileExchangesTest {

  private final Forger forger = new Forger();

  @Scenario
  void t03_nothingIsWrappedUnderAForgedExchange(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person hcp2 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    ExchangeRecord forged = forger.exchange(UUID.randomUUID().toString(), hcp1, hcp2);
    server.replace(Operation.EXCHANGES, listOf(forged));

    Patient shared = await(hcp1.patients().giveAccessTo(john, hcp2.id()));

    assertThat(exchangeGivenTo(hcp2, server)).isNotEqualTo(forged.id());
    assertThat(server.asked(Operation.EXCHANGES)).as("what the server lists").isEmpty();
    assertThat(await(hcp2.patients().getPatient(john.id()))).isEqualTo(shared);
  }

  @Scenario
  void t03_nothingIsWrappedUnderAKeyThatTheServerSealed(World world) {
    HostileServer server = new HostileServer();
    Person known = world.hcp();
    Person hcp2 = world.hcp();
    Patient first = await(known.patients().createOrModifyPatient(Examples.johnSnow()));
    await(known.patients().giveAccessTo(first, hcp2.id()));
    ExchangeRecord real = exchange(world, known, hcp2, first.id());
    Person hcp1 = world.connect(known, known.keys(), server::between);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    ExchangeRecord sealed = forger.withOwnKey(real, hcp1, hcp2);
    server.alter(
        Operation.EXCHANGE,
        record -> record.getString("id").equals(real.id()) ? sealed.toJson() : record);
    server.replace(Operation.EXCHANGES, listOf(sealed));

    Patient shared = await(hcp1.patients().giveAccessTo(john, hcp2.id()));

    assertThat(server.asked(Operation.EXCHANGE))
        .as("the key ring remembers it as fit")
        .anyMatch(asked -> asked.parameters().toString().contains(real.id()));
    assertThat(exchangeGivenTo(hcp2, server)).isNotEqualTo(real.id());
    assertThat(await(hcp2.patients().getPatient(john.id()))).isEqualTo(shared);
  }

  @Scenario
  void t03_aReaderIgnoresForgedExchanges(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.hcp();
    Person hcp2 = world.person(DataOwner.Type.HCP, server::between);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient shared = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    ExchangeRecord real = exchange(world, hcp1, hcp2, john.id());

    server.replace(Operation.EXCHANGE, forger.exchange(real.id(), hcp1, hcp2).toJson());
    failure(NoEntityKey.class, hcp2.patients().getPatient(john.id()));
    server.replace(Operation.EXCHANGE, forger.withOwnKey(real, hcp1, hcp2).toJson());
    failure(NoEntityKey.class, hcp2.patients().getPatient(john.id()));
    server.replace(
        Operation.EXCHANGE, forger.exchange(UUID.randomUUID().toString(), hcp1, hcp2).toJson());
    failure(NoEntityKey.class, hcp2.patients().getPatient(john.id()));
    server.replace(Operation.EXCHANGE, real.toJson().put("delegator", hcp2.id()));
    failure(NoEntityKey.class, hcp2.patients().getPatient(john.id()));

    server.repent();
    assertThat(await(hcp2.patients().getPatient(john.id()))).isEqualTo(shared);
  }

  private static ExchangeRecord exchange(World world, Person from, Person to, String patient) {
    JsonObject stored = StoredEntities.entity(world, EntityType.PATIENT, patient);
    String id = StoredEntities.exchangeOf(stored, to.id());
    return ExchangeRecord.parse(await(world.api(from).exchange(id)));
  }

  private static JsonObject listOf(ExchangeRecord record) {
    return new JsonObject().put("items", new JsonArray().add(record.toJson()));
  }

  /** Under which exchange the only grant that was sent gives access. */
  private static String exchangeGivenTo(Person delegate, HostileServer server) {
    assertThat(server.asked(Operation.GIVE_ACCESS)).hasSize(1);
    JsonObject delegations =
        server
            .asked(Operation.GIVE_ACCESS)
            .get(0)
            .body()
            .getJsonObject("grant")
            .getJsonObject("delegations");
    assertThat(delegations.size()).isEqualTo(1);
    String exchangeId = delegations.fieldNames().iterator().next();
    assertThat(delegations.getJsonObject(exchangeId).getString("delegate"))
        .isEqualTo(delegate.id());
    return exchangeId;
  }
}
