package dev.salus.api;

import io.vertx.core.json.JsonObject;

/**
 * Published when a key card of a data owner was published, endorsed or retired.
 *
 * @param owner the data owner
 */
public record CardsChanged(String owner) {

  /** The form on the event bus. */
  public JsonObject toJson() {
    return new JsonObject().put("owner", owner);
  }

  /** Reads the form on the event bus. */
  public static CardsChanged fromJson(JsonObject json) {
    return new CardsChanged(json.getString("owner"));
  }
}
