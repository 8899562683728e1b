package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;

import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.World;
import dev.salus.core.testkit.ClientWrites;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Data owners with a client of their own making: what they send is rightly signed, goes straight
 * over the wire of the scenario, and is whatever a test wants.
 */
final class RawClients {

  private final World world;
  private final ClientWrites writes = new ClientWrites(Clock.systemUTC());
  private final Map<TestOwner, ServerApi> wires = new HashMap<>();
  private final Set<String> exchanges = new HashSet<>();

  RawClients(World world) {
    this.world = world;
  }

  /** What they would send. */
  ClientWrites writes() {
    return writes;
  }

  /** The wire of one of them. */
  ServerApi of(TestOwner owner) {
    return wires.get(owner);
  }

  /** Somebody new, with a card and an exchange with themselves. */
  TestOwner join() {
    Person person = world.account(DataOwner.Type.HCP);
    TestOwner owner = TestOwner.of(person.id(), System.currentTimeMillis());
    ServerApi wire = world.api(person);
    wires.put(owner, wire);
    await(wire.publishCard(owner.id(), owner.key().json()));
    exchange(owner, owner);
    return owner;
  }

  /** Sees to it that the server has the exchange of the one with the other. */
  void exchange(TestOwner from, TestOwner to) {
    if (exchanges.add(from.exchangeTo(to))) {
      JsonObject record = from.exchangeRecordTo(to, System.currentTimeMillis()).toJson();
      await(of(from).createExchange(record));
    }
  }

  /** A stored sample of which only the author knows. */
  Entity create(TestOwner author) {
    Entity made = writes.create(author, EntityType.DATA_SAMPLE);
    return Entity.parse(await(of(author).createEntity(EntityType.DATA_SAMPLE, made.toJson())));
  }

  /** The body that adds a grant to one delegate. */
  JsonObject granting(
      Entity stored, TestOwner by, List<String> parents, TestOwner to, Permission permission) {
    exchange(by, to);
    return body(stored, writes.grant(stored, by, parents, to, permission));
  }

  /** The body that adds this grant. */
  static JsonObject body(Entity stored, Grant grant) {
    return new JsonObject().put("rev", stored.rev()).put("grant", grant.toJson());
  }

  /** The sample once somebody has shared it; the author needs no parents. */
  Entity share(
      Entity stored, TestOwner by, List<String> parents, TestOwner to, Permission permission) {
    return Entity.parse(await(give(by, stored, granting(stored, by, parents, to, permission))));
  }

  Future<JsonObject> get(TestOwner reader, Entity entity) {
    return of(reader).entity(EntityType.DATA_SAMPLE, entity.header().id());
  }

  Future<JsonObject> modify(TestOwner writer, Entity stored, JsonObject body) {
    return of(writer).modifyEntity(EntityType.DATA_SAMPLE, stored.header().id(), body);
  }

  Future<JsonObject> give(TestOwner giver, Entity stored, JsonObject body) {
    return of(giver).giveAccess(EntityType.DATA_SAMPLE, stored.header().id(), body);
  }

  Future<JsonObject> remove(TestOwner remover, Entity stored, String exchangeId) {
    String id = stored.header().id();
    return of(remover).removeDelegation(EntityType.DATA_SAMPLE, id, exchangeId, stored.rev());
  }

  /** Sends a next key generation, signed by the revoker. */
  Future<JsonObject> rekey(TestOwner revoker, Entity stored, JsonObject next) {
    JsonObject body =
        new JsonObject()
            .put("rev", stored.rev())
            .put("entity", writes.sign(revoker, next).toJson());
    return of(revoker).rekey(EntityType.DATA_SAMPLE, stored.header().id(), body);
  }
}
