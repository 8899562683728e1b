package dev.salus.app.scenarios.stage;

import static dev.salus.testing.Await.await;

import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** Entities as the server stores them, read and changed by whoever controls it. */
public final class StoredEntities {

  private StoredEntities() {}

  /** The stored entity. */
  public static JsonObject entity(World world, EntityType type, String id) {
    return await(world.api(world.administrator()).entity(type, id));
  }

  /** The exchange id of the delegation to somebody. */
  public static String exchangeOf(JsonObject entity, String delegate) {
    return Entity.parse(entity).delegations().heldBy(delegate).get(0).exchangeId();
  }

  /** The exchange id of the author's own delegation, which the first grant holds. */
  public static String ownExchangeOfAuthor(JsonObject entity) {
    Entity parsed = Entity.parse(entity);
    return parsed.delegations().heldBy(parsed.header().author()).stream()
        .filter(parsed.delegations()::isAuthorsOwn)
        .findFirst()
        .orElseThrow()
        .exchangeId();
  }

  /** The delegation to somebody, in the entity itself. */
  public static JsonObject delegationTo(String delegate, JsonObject entity) {
    return entity.getJsonArray("grants").stream()
        .flatMap(grant -> ((JsonObject) grant).getJsonObject("delegations").stream())
        .map(entry -> (JsonObject) entry.getValue())
        .filter(delegation -> delegation.getString("delegate").equals(delegate))
        .findFirst()
        .orElseThrow();
  }

  /** A copy with another delegation to somebody. */
  public static JsonObject changed(
      JsonObject entity, String delegate, Consumer<JsonObject> change) {
    JsonObject copy = entity.copy();
    change.accept(delegationTo(delegate, copy));
    return copy;
  }

  /** A copy in which the delegation to somebody lacks a field. */
  public static JsonObject without(String field, JsonObject entity, String delegate) {
    return changed(entity, delegate, delegation -> delegation.remove(field));
  }
}
