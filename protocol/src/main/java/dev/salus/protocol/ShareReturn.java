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
   * The request that a share is given back for.
   *
   * @param setId the notary set
   * @param owner whose set it is, who asks
   * @param recoveryId the set's
   * @param requestId the request's id
   * @param newKeyId the card that shares are sealed to
   */
  public record Request(
      String setId, String owner, String recoveryId, String requestId, String newKeyId) {

    /** A request to the notaries of a set. */
    public static Request of(NotarySet set, String requestId, String newKeyId) {
      return new Request(set.setId(), set.owner(), set.recoveryId(), requestId, newKeyId);
    }
  }

  /**
   * What a return's signature is over.
   *
   * @param notary the data owner who gives it back
   * @param sealed base64url of {@code enc ‖ ct}
   */
  public static byte[] signedBytes(Request request, String notary, String sealed) {
    return Pae.encode(
        "salus/v1/notary-return",
        request.setId,
        request.requestId,
        request.owner,
        notary,
        request.newKeyId,
        request.recoveryId,
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
