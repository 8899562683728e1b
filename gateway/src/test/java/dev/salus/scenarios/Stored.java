package dev.salus.scenarios;

import dev.salus.core.protocol.Entity;
import dev.salus.core.protocol.EntityType;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** Entities as the server stores them, read and changed by whoever controls it. */
final class Stored {

  private Stored() {}

  /** The stored entity. */
  static JsonObject entity(World world, EntityType type, String id) {
    return Wait.get(world.transport(world.administrator()).entity(type, id));
  }

  /** The exchange id of the delegation to somebody. */
  static String exchangeOf(JsonObject entity, String delegate) {
    return Entity.parse(entity).delegations().heldBy(delegate).get(0).exchangeId();
  }

  /** Changes a copy: does this to each delegation to somebody. */
  static JsonObject changed(JsonObject entity, String delegate, Consumer<JsonObject> change) {
    JsonObject copy = entity.copy();
    for (Object grant : copy.getJsonArray("grants")) {
      for (var each : ((JsonObject) grant).getJsonObject("delegations")) {
        JsonObject delegation = (JsonObject) each.getValue();
        if (delegation.getString("delegate").equals(delegate)) {
          change.accept(delegation);
        }
      }
    }
    return copy;
  }

  /** A copy in which the delegations to somebody lack a field. */
  static JsonObject without(String field, JsonObject entity, String delegate) {
    return changed(entity, delegate, delegation -> delegation.remove(field));
  }
}
