package dev.salus.protocol;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What a counterpart says when it gives access back (protocol §9.3).
 *
 * @param by the keyId of the counterpart's card
 * @param knew the keyIds of the asker that the counterpart trusted before
 * @param signature base64url over {@link #signedBytes}
 */
public record Attestation(String by, List<String> knew, String signature) {

  /** Copies the list. */
  public Attestation {
    knew = List.copyOf(knew);
  }

  /** What an attestation signs. */
  public static byte[] signedBytes(
      String exchangeId, String commitment, String newKeyId, List<String> knew) {
    return Pae.encode(
        "salus/v1/access-back", exchangeId, commitment, newKeyId, Pae.encodeSortedTexts(knew));
  }

  /** Reads the wire form. */
  public static Attestation read(FieldReader in) {
    return new Attestation(
        in.base64("by", KeyCard.KEY_ID_BYTES),
        in.base64s("knew", KeyCard.KEY_ID_BYTES),
        in.base64("signature", Signatures.SIGNATURE_BYTES));
  }

  /** The wire form. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("by", by)
        .put("knew", new JsonArray(knew))
        .put("signature", signature);
  }
}
