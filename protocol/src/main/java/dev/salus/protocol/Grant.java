package dev.salus.protocol;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One signed act of giving access (protocol §5).
 *
 * @param by the data owner who gives
 * @param signedBy keyId of its card
 * @param grantedAt milliseconds since the epoch
 * @param generation the entity's key generation at the time
 * @param parents exchange ids of the delegations that it gives from; empty for the author's own
 *     right
 * @param delegations what is given, by exchange id
 * @param gone base64url digests of delegations of this grant that were removed
 * @param signature base64url over {@link #signedBytes}
 */
public record Grant(
    String by,
    String signedBy,
    long grantedAt,
    long generation,
    List<String> parents,
    Map<String, Delegation> delegations,
    List<String> gone,
    String signature) {

  /** Parents that one grant names, at most: checking who stands on whom takes time for each. */
  public static final int MAX_PARENTS = 32;

  /** Copies the collections. */
  public Grant {
    parents = List.copyOf(parents);
    delegations = Collections.unmodifiableMap(new LinkedHashMap<>(delegations));
    gone = List.copyOf(gone);
  }

  /**
   * What the signature of this grant is over.
   *
   * @param author the author of the entity that the grant is on
   */
  public byte[] signedBytes(EntityType type, String entityId, String author) {
    Stream<byte[]> digests =
        Stream.concat(
            delegations.entrySet().stream().map(e -> e.getValue().digest(e.getKey())),
            gone.stream().map(digest -> Base64Url.decode(digest, "gone")));
    return Pae.encode(
        "salus/v1/grant",
        type.wireName(),
        entityId,
        author,
        by,
        grantedAt,
        generation,
        Pae.encodeSortedTexts(parents),
        Pae.encodeSorted(digests.toList()));
  }

  /** {@code H(grant signature)}, which the wraps of this grant are bound to. */
  public byte[] signatureHash() {
    return Digests.sha256(Base64Url.decode(signature, "signature"));
  }

  /** The same act with other delegations left and other digests gone. */
  public Grant withDelegations(Map<String, Delegation> left, List<String> nowGone) {
    return new Grant(by, signedBy, grantedAt, generation, parents, left, nowGone, signature);
  }

  /** Reads the wire form; the signature is not checked. */
  public static Grant read(FieldReader in) {
    Grant grant =
        new Grant(
            in.uuid("by"),
            in.base64("signedBy", KeyCard.KEY_ID_BYTES),
            in.integer("grantedAt"),
            in.integer("generation"),
            in.uuids("parents"),
            in.map("delegations", (exchangeId, delegation) -> Delegation.read(delegation)),
            in.has("gone") ? in.base64s("gone", 32) : List.of(),
            in.base64("signature", Signatures.SIGNATURE_BYTES));
    if (grant.parents.size() > MAX_PARENTS) {
      throw in.violation(ProtocolViolation.Kind.VALUE, "parents", "must be at most " + MAX_PARENTS);
    }
    for (String exchangeId : grant.delegations.keySet()) {
      FieldReader.uuid(exchangeId, in.path("delegations"));
    }
    return grant;
  }

  /** The wire form. */
  public JsonObject toJson() {
    JsonObject given = new JsonObject();
    delegations.forEach((exchangeId, delegation) -> given.put(exchangeId, delegation.toJson()));
    JsonObject json =
        new JsonObject()
            .put("by", by)
            .put("signedBy", signedBy)
            .put("grantedAt", grantedAt)
            .put("generation", generation)
            .put("parents", new JsonArray(parents))
            .put("delegations", given);
    if (!gone.isEmpty()) {
      json.put("gone", new JsonArray(gone));
    }
    return json.put("signature", signature);
  }
}
