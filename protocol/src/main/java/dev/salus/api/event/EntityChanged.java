package dev.salus.api.event;

import dev.salus.api.Caller;
import dev.salus.protocol.EntityType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
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
 * @param tags its published codings now, as {@link dev.salus.protocol.Tag#filter} writes them;
 *     after a deletion, those that it had
 */
public record EntityChanged(
    String id, EntityType type, String rev, Kind kind, List<String> delegates, List<String> tags) {

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

  /** Sorts delegates and tags and drops repetitions. */
  public EntityChanged {
    delegates = sorted(delegates);
    tags = sorted(tags);
  }

  private static List<String> sorted(Collection<String> texts) {
    return List.copyOf(new TreeSet<>(texts));
  }

  /**
   * Whether this caller may be told: whoever may see the entity may, administrators too. Who has
   * just lost access is not.
   */
  public boolean isVisibleTo(Caller caller) {
    String dataOwner = caller.dataOwner();
    return caller.isAdmin() || (dataOwner != null && delegates.contains(dataOwner));
  }

  /** What a subscriber is told: {@code {type, id, rev, kind}}. */
  public JsonObject toEvent() {
    return new JsonObject()
        .put("type", type.wireName())
        .put("id", id)
        .put("rev", rev)
        .put("kind", kind.wireName());
  }

  /** The form on the event bus. */
  public JsonObject toJson() {
    return toEvent().put("delegates", new JsonArray(delegates)).put("tags", new JsonArray(tags));
  }

  /** Reads the form on the event bus. */
  public static EntityChanged fromJson(JsonObject json) {
    return new EntityChanged(
        json.getString("id"),
        EntityType.of(json.getString("type")).orElseThrow(),
        json.getString("rev"),
        Kind.valueOf(json.getString("kind").toUpperCase(Locale.ROOT)),
        texts(json, "delegates"),
        texts(json, "tags"));
  }

  private static List<String> texts(JsonObject json, String field) {
    return json.getJsonArray(field).stream().map(String.class::cast).toList();
  }
}
