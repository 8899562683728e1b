package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Threat T07: somebody without a delegation, with a client of their own making. */
final class RawStrangerTest {

  private static final EntityType SAMPLE = EntityType.DATA_SAMPLE;

  @Scenario
  void t07_whoHasNoDelegationSeesNothingByAnyWay(World world) {
    RawCase it = RawCase.of(world);
    RawClients clients = it.clients();
    TestOwner stranger = it.stranger();
    ServerApi wire = clients.of(stranger);

    failure(NotFound.class, clients.get(stranger, it.stored()));
    for (EntityType other : List.of(EntityType.PATIENT, EntityType.HEALTHCARE_ELEMENT)) {
      failure(NotFound.class, wire.entity(other, it.id()));
    }
    assertThat(await(wire.entities(SAMPLE, List.of(it.id()))).getJsonArray("items")).isEmpty();
    for (JsonObject query :
        List.of(
            new JsonObject(),
            new JsonObject().put("from", it.stored().header().created()),
            new JsonObject().put("tag", "IC-TEST|TEST"))) {
      assertThat(await(wire.listEntities(SAMPLE, query)).getJsonArray("items")).isEmpty();
    }
    it.assertNothingChanged();
  }

  @Scenario
  void t07_whoHasNoDelegationChangesNothingByAnyWay(World world) {
    RawCase it = RawCase.of(world);
    RawClients clients = it.clients();
    TestOwner stranger = it.stranger();
    JsonObject version = clients.writes().modify(it.stored(), stranger, it.writers()).toJson();
    JsonObject grant =
        clients.granting(it.stored(), stranger, List.of(it.writers()), stranger, Permission.READ);
    JsonObject next =
        clients.writes().nextKey(it.stored(), stranger, it.writers(), List.of(it.reader()));

    failure(NotFound.class, clients.modify(stranger, it.stored(), version));
    failure(NotFound.class, clients.give(stranger, it.stored(), grant));
    failure(NotFound.class, clients.remove(stranger, it.stored(), it.writers()));
    failure(NotFound.class, clients.rekey(stranger, it.stored(), next));
    failure(NotFound.class, clients.of(stranger).deleteEntity(SAMPLE, it.id(), it.stored().rev()));
    JsonObject result =
        await(clients.of(stranger).bulk(SAMPLE, List.of(version)))
            .getJsonArray("results")
            .getJsonObject(0);
    assertThat(result.getJsonObject("error").getInteger("status")).isEqualTo(404);
    it.assertNothingChanged();
  }

  @Scenario
  void t07_theCursorOfAnotherShowsNothing(World world) {
    RawCase it = RawCase.of(world);
    it.clients().create(it.author());
    JsonObject page =
        await(it.clients().of(it.author()).listEntities(SAMPLE, new JsonObject().put("limit", 1)));
    String cursor = page.getString("next");
    assertThat(cursor).isNotBlank();

    JsonArray seen =
        await(
            it.clients()
                .of(it.stranger())
                .listEntities(SAMPLE, new JsonObject().put("cursor", cursor))
                .map(answer -> answer.getJsonArray("items"))
                .recover(RawStrangerTest::refusedCursor));

    assertThat(seen).isEmpty();
  }

  /** A cursor may be refused as one that this caller was never given. */
  private static Future<JsonArray> refusedCursor(Throwable failure) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo("cursor"));
    return Future.succeededFuture(new JsonArray());
  }

  @Scenario
  void t07_theExchangesOfOthersAreNotShown(World world) {
    RawCase it = RawCase.of(world);
    ServerApi wire = it.clients().of(it.stranger());

    failure(NotFound.class, wire.exchange(it.writers()));
    JsonObject of = new JsonObject().put("delegator", it.author().id());
    assertThat(await(wire.exchanges(of)).getJsonArray("items")).isEmpty();
  }

  @Scenario
  void t07_beingOnlyADelegatorGivesNothing(World world) {
    RawCase it = RawCase.of(world);
    RawClients clients = it.clients();
    Entity passedOn =
        clients.share(
            it.stored(), it.writer(), List.of(it.writers()), it.stranger(), Permission.READ);
    Entity other = clients.create(it.stranger());

    failure(NotFound.class, clients.get(it.writer(), other));
    assertThat(Entity.parse(await(clients.get(it.stranger(), it.stored())))).isEqualTo(passedOn);
  }
}
