package dev.salus.protocol;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a counterpart says when it gives access back (protocol §9.3).
 *
 * @param by the keyId of the counterpart's card
 * @param at when it said so, milliseconds since the epoch
 * @param knew the keyIds of the asker that the counterpart trusted before, each with why
 * @param signature base64url over {@link #signedBytes}
 */
public record Attestation(String by, long at, Map<String, String> knew, String signature) {

  /** Copies the map, sorted. */
  public Attestation {
    knew = Collections.unmodifiableMap(new TreeMap<>(knew));
  }

  /** What an attestation signs. */
  public static byte[] signedBytes(
      String exchangeId, String commitment, String newKeyId, long at, Map<String, String> knew) {
    List<byte[]> known =
        knew.entrySet().stream().map(each -> Pae.encode(each.getKey(), each.getValue())).toList();
    return Pae.encode(
        "salus/v1/access-back", exchangeId, commitment, newKeyId, at, Pae.encodeSorted(known));
  }

  /** What this attestation of a record's entry for a card signs. */
  public byte[] signedBytes(String exchangeId, String commitment, String newKeyId) {
    return signedBytes(exchangeId, commitment, newKeyId, at, knew);
  }

  /** Reads the wire form. */
  public static Attestation read(FieldReader in) {
    String by = in.base64("by", KeyCard.KEY_ID_BYTES);
    long at = in.integer("at");
    List<Known> knew = in.objects("knew", Known::read);
    in.distinct("knew", knew.stream().map(Known::keyId).toList());
    Map<String, String> known = new TreeMap<>();
    knew.forEach(each -> known.put(each.keyId(), each.how()));
    return new Attestation(by, at, known, in.base64("signature", Signatures.SIGNATURE_BYTES));
  }

  /** A card with why it was trusted. */
  private record Known(String keyId, String how) {

    private static final int LONGEST = 32;

    private static Known read(FieldReader in) {
      String keyId = in.base64("keyId", KeyCard.KEY_ID_BYTES);
      String how = in.text("how");
      if (how.isEmpty() || how.length() > LONGEST) {
        throw in.violation(
            ProtocolViolation.Kind.VALUE, "how", "must have 1 to " + LONGEST + " characters");
      }
      return new Known(keyId, how);
    }
  }

  /** The wire form. */
  public JsonObject toJson() {
    JsonArray known = new JsonArray();
    knew.forEach((keyId, how) -> known.add(new JsonObject().put("keyId", keyId).put("how", how)));
    return new JsonObject()
        .put("by", by)
        .put("at", at)
        .put("knew", known)
        .put("signature", signature);
  }
}
