package dev.salus.core.crypto;

import dev.salus.core.protocol.Digests;
import dev.salus.core.protocol.Ids;
import dev.salus.core.protocol.NotarySet;
import dev.salus.core.protocol.Pae;
import dev.salus.core.protocol.ShareReturn;
import dev.salus.storage.Document;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * That the owner of a notary set asks its notaries for their shares (protocol §9.4).
 *
 * @param id follows from set and card, so that the same request again is the same
 * @param setId the set
 * @param owner the data owner who asks
 * @param newKeyId the card that the shares are to be sealed to
 * @param recoveryId the set's
 * @param notaries the set's
 * @param createdAt milliseconds since the epoch
 * @param shares what was given back, by notary
 */
record NotaryRequest(
    String id,
    String setId,
    String owner,
    String newKeyId,
    String recoveryId,
    List<String> notaries,
    long createdAt,
    Map<String, ShareReturn> shares) {

  NotaryRequest {
    notaries = List.copyOf(notaries);
    shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
  }

  static NotaryRequest to(NotarySet set, String newKeyId, long now) {
    byte[] hash = Digests.sha256(Pae.encode("notary-request", set.setId(), newKeyId));
    return new NotaryRequest(
        Ids.ofHash(hash),
        set.setId(),
        set.owner(),
        newKeyId,
        set.recoveryId(),
        set.notaries(),
        now,
        Map.of());
  }

  NotaryRequest with(String notary, ShareReturn returned) {
    Map<String, ShareReturn> more = new LinkedHashMap<>(shares);
    more.put(notary, returned);
    return new NotaryRequest(id, setId, owner, newKeyId, recoveryId, notaries, createdAt, more);
  }

  boolean isFor(String dataOwner) {
    return owner.equals(dataOwner) || notaries.contains(dataOwner);
  }

  /**
   * As a party sees it: {@code {id, setId, owner, newKeyId, createdAt, shares}}, all shares to the
   * owner, to a notary its own.
   */
  JsonObject shownTo(String party) {
    JsonObject returned = new JsonObject();
    shares.forEach(
        (notary, share) -> {
          if (owner.equals(party) || notary.equals(party)) {
            returned.put(notary, share.toJson());
          }
        });
    return new JsonObject()
        .put("id", id)
        .put("setId", setId)
        .put("owner", owner)
        .put("newKeyId", newKeyId)
        .put("createdAt", createdAt)
        .put("shares", returned);
  }

  static NotaryRequest of(Document document) {
    JsonObject body = document.body();
    Map<String, ShareReturn> shares = new LinkedHashMap<>();
    JsonObject returned = body.getJsonObject("shares");
    returned
        .fieldNames()
        .forEach(notary -> shares.put(notary, ShareReturn.parse(returned.getJsonObject(notary))));
    return new NotaryRequest(
        document.id(),
        body.getString("setId"),
        body.getString("owner"),
        body.getString("newKeyId"),
        body.getString("recoveryId"),
        body.getJsonArray("notaries").stream().map(String.class::cast).toList(),
        body.getLong("createdAt"),
        shares);
  }

  JsonObject toBody() {
    JsonObject body = shownTo(owner);
    body.remove("id");
    return body.put("recoveryId", recoveryId).put("notaries", new JsonArray(notaries));
  }
}
