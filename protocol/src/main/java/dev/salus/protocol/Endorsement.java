package dev.salus.protocol;

import io.vertx.core.json.JsonObject;

/**
 * That another unretired card of the same owner vouches for a card (protocol §2).
 *
 * @param by the keyId of the endorsing card
 * @param signature base64url of the endorsing card's signature over {@link #signedBytes}
 */
public record Endorsement(String by, String signature) {

  /** What an endorsement signs. */
  public static byte[] signedBytes(String owner, String keyId) {
    return Pae.encode("salus/v1/key-endorsement", owner, keyId);
  }

  /** Reads the wire form. */
  public static Endorsement read(FieldReader in) {
    return new Endorsement(
        in.base64("by", KeyCard.KEY_ID_BYTES), in.base64("signature", Signatures.SIGNATURE_BYTES));
  }

  /** The wire form. */
  public JsonObject toJson() {
    return new JsonObject().put("by", by).put("signature", signature);
  }
}
