package dev.salus.protocol;

import dev.salus.protocol.ProtocolViolation.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who keeps a data owner's recovery key in shares, and how many of them restore it (protocol §9.4).
 *
 * @param setId UUID
 * @param owner the data owner whose recovery key is shared
 * @param k how many shares restore it, 1 to the number of notaries
 * @param notaries the data owners who keep one share each: sorted, 1 to {@link #MAX_NOTARIES}
 * @param recoveryId base64url of the recovery key's id
 * @param createdAt milliseconds since the epoch
 * @param commitments for each notary the base64url of the commitment to its share
 * @param signedBy keyId of the owner's card
 * @param signature base64url over {@link #signedBytes}
 */
public record NotarySet(
    String setId,
    String owner,
    int k,
    List<String> notaries,
    String recoveryId,
    long createdAt,
    Map<String, String> commitments,
    String signedBy,
    String signature) {

  /** The most notaries of one set. */
  public static final int MAX_NOTARIES = 32;

  /** Length of what a recovery id encodes, bytes. */
  public static final int RECOVERY_ID_BYTES = 16;

  /** Length of a share: {@code x (1) ‖ y (32)}. */
  public static final int SHARE_BYTES = 1 + 32;

  /** Length of a sealed share: {@code enc (1120) ‖ share ‖ tag (16)}. */
  public static final int SEALED_SHARE_BYTES = 1120 + SHARE_BYTES + 16;

  private static final int COMMITMENT_BYTES = 32;

  /** Copies the list and the map. */
  public NotarySet {
    notaries = List.copyOf(notaries);
    commitments = Collections.unmodifiableMap(new LinkedHashMap<>(commitments));
  }

  /** What the signature is over. */
  public byte[] signedBytes() {
    List<byte[]> committed =
        notaries.stream()
            .sorted()
            .map(notary -> Pae.utf8(commitments.getOrDefault(notary, "")))
            .toList();
    return Pae.encode(
        "salus/v1/notary-set",
        setId,
        owner,
        k,
        Pae.encodeSortedTexts(notaries),
        recoveryId,
        createdAt,
        Pae.encodeAll(committed));
  }

  /** Whether the data owner is one of the notaries. */
  public boolean has(String dataOwner) {
    return notaries.contains(dataOwner);
  }

  /** The same set with this signature. */
  public NotarySet withSignature(String newSignature) {
    return new NotarySet(
        setId, owner, k, notaries, recoveryId, createdAt, commitments, signedBy, newSignature);
  }

  /** Reads the wire form as a whole body; the signature is not checked. */
  public static NotarySet parse(JsonObject json) {
    FieldReader in = FieldReader.of(json);
    NotarySet set = read(in);
    in.end();
    return set;
  }

  /** Reads the wire form; the signature is not checked. */
  public static NotarySet read(FieldReader in) {
    String setId = in.uuid("setId");
    String owner = in.uuid("owner");
    long k = in.integer("k");
    List<String> notaries = in.uuids("notaries");
    if (notaries.isEmpty() || notaries.size() > MAX_NOTARIES) {
      throw in.violation(Kind.VALUE, "notaries", "must be 1 to " + MAX_NOTARIES);
    }
    if (!notaries.equals(notaries.stream().sorted().toList())) {
      throw in.violation(Kind.VALUE, "notaries", "must be sorted");
    }
    if (k < 1 || k > notaries.size()) {
      throw in.violation(Kind.INTEGER, "k", "must be 1 to the number of notaries");
    }
    Map<String, String> commitments = in.base64Map("commitments", COMMITMENT_BYTES);
    requireOneEach(in, "commitments", notaries, commitments.keySet());
    return new NotarySet(
        setId,
        owner,
        (int) k,
        notaries,
        in.base64("recoveryId", RECOVERY_ID_BYTES),
        in.integer("createdAt"),
        commitments,
        in.base64("signedBy", KeyCard.KEY_ID_BYTES),
        in.base64("signature", Signatures.SIGNATURE_BYTES));
  }

  /** Refuses a map that has not exactly one entry for each notary. */
  public static void requireOneEach(
      FieldReader in, String name, List<String> notaries, Set<String> keys) {
    if (!keys.equals(new HashSet<>(notaries))) {
      throw in.violation(Kind.VALUE, name, "must have one entry for each notary");
    }
  }

  /** The wire form. */
  public JsonObject toJson() {
    JsonObject committed = new JsonObject();
    commitments.forEach(committed::put);
    return new JsonObject()
        .put("setId", setId)
        .put("owner", owner)
        .put("k", k)
        .put("notaries", new JsonArray(notaries))
        .put("recoveryId", recoveryId)
        .put("createdAt", createdAt)
        .put("commitments", committed)
        .put("signedBy", signedBy)
        .put("signature", signature);
  }
}
