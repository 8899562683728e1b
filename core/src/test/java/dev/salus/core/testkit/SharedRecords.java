package dev.salus.core.testkit;

import static dev.salus.testing.Await.await;

import dev.salus.protocol.Delegation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Data owners on a running server who create, share and change entities as clients do. */
public final class SharedRecords {

  private final RunningSalus salus;
  private final ClientWrites client;
  private final Set<String> exchanges = new HashSet<>();

  public SharedRecords(RunningSalus salus) {
    this.salus = salus;
    this.client = new ClientWrites(salus.clock());
  }

  public ClientWrites client() {
    return client;
  }

  /** A new data owner with a published card. */
  public TestOwner join() {
    TestOwner owner = TestOwner.of(salus.dataOwner("hcp"), salus.now());
    await(salus.crypto().publishCard(owner.caller(), owner.id(), owner.key().json()));
    exchange(owner, owner);
    return owner;
  }

  /** Sees to it that the server has the exchange of the one with the other. */
  public void exchange(TestOwner from, TestOwner to) {
    if (exchanges.add(from.exchangeTo(to))) {
      JsonObject record = from.exchangeRecordTo(to, salus.now()).toJson();
      await(salus.crypto().createExchange(from.caller(), record));
    }
  }

  /** A stored entity of which only the author knows. */
  public Entity create(TestOwner author, EntityType type) {
    return store(author, client.create(author, type));
  }

  /** A stored entity that this JSON describes. */
  public Entity store(TestOwner author, Entity entity) {
    String type = entity.header().type().wireName();
    return Entity.parse(await(salus.entities().create(author.caller(), type, entity.toJson())));
  }

  /** The body that adds a grant to one delegate. */
  public JsonObject granting(
      Entity stored, TestOwner by, List<String> parents, TestOwner to, Permission permission) {
    exchange(by, to);
    return body(stored, client.grant(stored, by, parents, to, permission));
  }

  /** The body that adds this grant. */
  public static JsonObject body(Entity stored, Grant grant) {
    return new JsonObject().put("rev", stored.rev()).put("grant", grant.toJson());
  }

  /** The entity once the author has shared it. */
  public Entity share(Entity stored, TestOwner author, TestOwner to, Permission permission) {
    return share(stored, author, List.of(), to, permission);
  }

  /** The entity once somebody has shared it. */
  public Entity share(
      Entity stored, TestOwner by, List<String> parents, TestOwner to, Permission permission) {
    return give(stored, by, granting(stored, by, parents, to, permission));
  }

  /** The entity once a grant was added. */
  public Entity give(Entity stored, TestOwner by, JsonObject body) {
    return Entity.parse(
        await(salus.entities().giveAccess(by.caller(), type(stored), stored.header().id(), body)));
  }

  /** A delegation that shows the entity exists, and no more. */
  public Map<String, Delegation> linkOnly(TestOwner by, TestOwner to) {
    exchange(by, to);
    return Map.of(
        by.exchangeTo(to), new Delegation(to.id(), Permission.READ, null, null, client.box()));
  }

  /** The entity as somebody gets it. */
  public Entity get(TestOwner reader, Entity entity) {
    return Entity.parse(
        await(salus.entities().get(reader.caller(), type(entity), entity.header().id())));
  }

  public static String type(Entity entity) {
    return entity.header().type().wireName();
  }
}
