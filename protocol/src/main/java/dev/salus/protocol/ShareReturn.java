package dev.salus.protocol;

import io.vertx.core.json.JsonObject;

/**
 * A notary's share, sealed to the new card of the one whose it is (protocol §9.4).
 *
 * @param sealed base64url of {@code enc ‖ ct}
 * @param by keyId of the notary's card
 * @param signature base64url over {@link #signedBytes}
 */
public record ShareReturn(String sealed, String by, String signature) {

  /**
   * What a return's signature is over.
   *
   * @param sealed base64url of {@code enc ‖ ct}
   */
  public static byte[] signedBytes(
      String setId,
      String requestId,
      String owner,
      String notary,
      String newKeyId,
      String recoveryId,
      String sealed) {
    return Pae.encode(
        "salus/v1/notary-return",
        setId,
        requestId,
        owner,
        notary,
        newKeyId,
        recoveryId,
        Digests.sha256(Base64Url.decode(sealed, "sealed")));
  }

  /** Reads the wire form; the signature is not checked. */
  public static ShareReturn read(FieldReader in) {
    return new ShareReturn(
        in.base64("sealed", NotarySet.SEALED_SHARE_BYTES),
        in.base64("by", KeyCard.KEY_ID_BYTES),
        in.base64("signature", Signatures.SIGNATURE_BYTES));
  }

  /** Reads the wire form as a whole body; the signature is not checked. */
  public static ShareReturn parse(JsonObject json) {
    FieldReader in = FieldReader.of(json);
    ShareReturn returned = read(in);
    in.end();
    return returned;
  }

  /** The wire form. */
  public JsonObject toJson() {
    return new JsonObject().put("sealed", sealed).put("by", by).put("signature", signature);
  }
}
