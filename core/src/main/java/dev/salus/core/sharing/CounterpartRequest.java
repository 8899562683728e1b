package dev.salus.core.sharing;

import dev.salus.protocol.Digests;
import dev.salus.protocol.Ids;
import dev.salus.protocol.Pae;
import dev.salus.storage.Document;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * That somebody who lost its keys asks a counterpart to give access back to a new card (protocol
 * §9.3).
 *
 * @param id follows from all that it asks, so that the same request again is the same
 * @param owner the data owner who asks
 * @param newKeyId its new card
 * @param counterpart the data owner who is asked
 * @param createdAt milliseconds since the epoch
 * @param doneAt milliseconds since the epoch; null while it is not done
 */
record CounterpartRequest(
    String id,
    String owner,
    String newKeyId,
    String counterpart,
    long createdAt,
    @Nullable Long doneAt) {

  static CounterpartRequest of(String owner, String newKeyId, String counterpart, long now) {
    byte[] hash = Digests.sha256(Pae.encode("access-back-request", owner, newKeyId, counterpart));
    return new CounterpartRequest(Ids.ofHash(hash), owner, newKeyId, counterpart, now, null);
  }

  CounterpartRequest doneAt(long now) {
    return new CounterpartRequest(id, owner, newKeyId, counterpart, createdAt, now);
  }

  /** The same, not done. */
  CounterpartRequest open() {
    return new CounterpartRequest(id, owner, newKeyId, counterpart, createdAt, null);
  }

  /** {@code {id, owner, newKeyId, counterpart, createdAt, doneAt?}}. */
  JsonObject toJson() {
    return fields().put("id", id);
  }

  /** The stored form; {@code openFor} is there until it is done. */
  JsonObject toBody() {
    return doneAt == null ? fields().put("openFor", counterpart) : fields();
  }

  private JsonObject fields() {
    JsonObject json =
        new JsonObject()
            .put("owner", owner)
            .put("newKeyId", newKeyId)
            .put("counterpart", counterpart)
            .put("createdAt", createdAt);
    return doneAt == null ? json : json.put("doneAt", doneAt);
  }

  static CounterpartRequest of(Document document) {
    JsonObject body = document.body();
    return new CounterpartRequest(
        document.id(),
        body.getString("owner"),
        body.getString("newKeyId"),
        body.getString("counterpart"),
        body.getLong("createdAt"),
        body.getLong("doneAt"));
  }
}
