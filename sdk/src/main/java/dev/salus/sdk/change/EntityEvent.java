package dev.salus.sdk.change;

import dev.salus.api.InternalFault;
import dev.salus.api.event.EntityChanged.Kind;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.ProtocolViolation;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;

/**
 * A change of an entity, as the server tells it.
 *
 * @param type the entity's type
 * @param id the entity's id
 * @param rev its revision after the change
 * @param kind what happened; one who was just given access is told that it was shared
 */
public record EntityEvent(EntityType type, String id, String rev, Kind kind) {

  /**
   * Reads what the server told.
   *
   * @throws InternalFault if it is malformed
   */
  static EntityEvent read(JsonObject json) {
    try {
      FieldReader in = FieldReader.of(json);
      EntityEvent event =
          new EntityEvent(
              EntityType.of(in.text("type")).orElseThrow(EntityEvent::malformed),
              in.uuid("id"),
              in.text("rev"),
              kind(in.text("kind")));
      in.end();
      return event;
    } catch (ProtocolViolation violation) {
      throw malformed();
    }
  }

  private static Kind kind(String wireName) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(EntityEvent::malformed);
  }

  private static InternalFault malformed() {
    return new InternalFault("what the server told is not an event");
  }
}
