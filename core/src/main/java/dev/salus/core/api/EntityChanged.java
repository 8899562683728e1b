package dev.salus.core.api;

import dev.salus.core.protocol.EntityType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Published after each stored change of an entity.
 *
 * @param id the entity
 * @param type its type
 * @param rev its new revision; after a deletion that of the tombstone
 * @param kind what happened
 * @param delegates who can see it now; after a deletion, who could
 */
public record EntityChanged(
    String id, EntityType type, String rev, Kind kind, List<String> delegates) {

  /** What happened. */
  public enum Kind {
    /** It was created. */
    CREATED,
    /** Its content was changed. */
    MODIFIED,
    /** Access to it was given or taken. */
    SHARED,
    /** It was deleted. */
    DELETED;

    /** The name on the wire, lower-case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Sorts the delegates and drops repetitions. */
  public EntityChanged {
    delegates = List.copyOf(new TreeSet<>(delegates));
  }

  /** The form on the event bus. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("id", id)
        .put("type", type.wireName())
        .put("rev", rev)
        .put("kind", kind.wireName())
        .put("delegates", new JsonArray(delegates));
  }

  /** Reads the form on the event bus. */
  public static EntityChanged fromJson(JsonObject json) {
    return new EntityChanged(
        json.getString("id"),
        EntityType.of(json.getString("type")).orElseThrow(),
        json.getString("rev"),
        Kind.valueOf(json.getString("kind").toUpperCase(Locale.ROOT)),
        json.getJsonArray("delegates").stream().map(String.class::cast).toList());
  }
}
