package dev.salus.core.crypto;

import dev.salus.protocol.Digests;
import dev.salus.protocol.Ids;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.Pae;
import dev.salus.protocol.ShareReturn;
import dev.salus.storage.Document;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

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
    JsonObject shares) {

  NotaryRequest {
    notaries = List.copyOf(notaries);
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
        new JsonObject());
  }

  /** What the signatures of those who give a share back name of it. */
  ShareReturn.Request asSigned() {
    return new ShareReturn.Request(setId, owner, recoveryId, id, newKeyId);
  }

  /** Whether this is what the notary has given back. */
  boolean has(String notary, ShareReturn returned) {
    return returned.toJson().equals(shares.getJsonObject(notary));
  }

  NotaryRequest with(String notary, ShareReturn returned) {
    return new NotaryRequest(
        id,
        setId,
        owner,
        newKeyId,
        recoveryId,
        notaries,
        createdAt,
        shares.copy().put(notary, returned.toJson()));
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
    shares.stream()
        .filter(share -> owner.equals(party) || share.getKey().equals(party))
        .forEach(share -> returned.put(share.getKey(), share.getValue()));
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
    return new NotaryRequest(
        document.id(),
        body.getString("setId"),
        body.getString("owner"),
        body.getString("newKeyId"),
        body.getString("recoveryId"),
        body.getJsonArray("notaries").stream().map(String.class::cast).toList(),
        body.getLong("createdAt"),
        body.getJsonObject("shares"));
  }

  JsonObject toBody() {
    JsonObject body = shownTo(owner);
    body.remove("id");
    return body.put("recoveryId", recoveryId).put("notaries", new JsonArray(notaries));
  }
}
