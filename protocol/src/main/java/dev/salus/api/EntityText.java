package dev.salus.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/**
 * An entity as the text that it is sent as, which nobody on its way reads or writes anew.
 *
 * @param rev its revision, which the text has too
 * @param json a JSON object in UTF-8, not changed by anybody
 */
public record EntityText(String rev, Buffer json) {

  /** The text of an entity in its wire form. */
  public static EntityText of(JsonObject entity) {
    return new EntityText(entity.getString("rev"), entity.toBuffer());
  }

  /** The text. */
  @Override
  public String toString() {
    return json.toString(StandardCharsets.UTF_8);
  }
}
