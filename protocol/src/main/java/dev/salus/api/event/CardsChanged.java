package dev.salus.api.event;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Published when a key card of a data owner was published, endorsed or retired; and once more, for
 * the owner's counterparts, if a card was published that nobody vouches for (protocol §2).
 *
 * @param owner the data owner
 * @param unvouched the keyId of a card that nobody vouches for; null if this is for nobody's eyes
 * @param counterparts who are told of that card: data owners who have exchange records with the
 *     owner, or some of them
 */
public record CardsChanged(String owner, @Nullable String unvouched, List<String> counterparts) {

  /** What the type of such an event is, where entities have theirs. */
  public static final String TYPE = "DataOwner";

  /** Copies the counterparts. */
  public CardsChanged {
    counterparts = List.copyOf(counterparts);
  }

  /** That something has changed, which nobody is told of. */
  public CardsChanged(String owner) {
    this(owner, null, List.of());
  }

  /** What a counterpart is told: {@code {type, id, kind, keyId}}. */
  public JsonObject toEvent() {
    return new JsonObject()
        .put("type", TYPE)
        .put("id", owner)
        .put("kind", "unvouched-card")
        .put("keyId", unvouched);
  }

  /** The form on the event bus. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("owner", owner)
        .put("unvouched", unvouched)
        .put("counterparts", new JsonArray(counterparts));
  }

  /** Reads the form on the event bus. */
  public static CardsChanged fromJson(JsonObject json) {
    return new CardsChanged(
        json.getString("owner"),
        json.getString("unvouched"),
        json.getJsonArray("counterparts").stream().map(String.class::cast).toList());
  }
}
