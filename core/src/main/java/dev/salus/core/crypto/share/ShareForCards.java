package dev.salus.core.crypto.share;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;

/**
 * A share that is sealed to each of these cards.
 *
 * @param entries keyId to base64url
 */
record ShareForCards(Map<String, String> entries) implements SealedShare {

  @Override
  public Set<String> keyIds() {
    return entries.keySet();
  }

  @Override
  public Object toJson() {
    JsonObject json = new JsonObject();
    entries.forEach(json::put);
    return json;
  }
}
