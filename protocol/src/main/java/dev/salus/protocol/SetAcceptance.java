package dev.salus.protocol;

import io.vertx.core.json.JsonObject;

/**
 * What a notary signs for the owner of a set when it has taken it on (protocol §9.4).
 *
 * @param at milliseconds since the epoch
 * @param by keyId of the notary's card
 * @param signature base64url over {@link #signedBytes}
 */
public record SetAcceptance(long at, String by, String signature) {

  /** What the signature of a notary is over: the set as it was taken on, and when. */
  public static byte[] signedBytes(NotarySet set, String notary, long at) {
    return Pae.encode(
        "salus/v1/notary-accept",
        set.setId(),
        set.owner(),
        notary,
        Digests.sha256(set.signedBytes()),
        at);
  }

  /** Reads the wire form; the signature is not checked. */
  public static SetAcceptance read(FieldReader in) {
    return new SetAcceptance(
        in.integer("at"),
        in.base64("by", KeyCard.KEY_ID_BYTES),
        in.base64("signature", Signatures.SIGNATURE_BYTES));
  }

  /** Reads the wire form as a whole body; the signature is not checked. */
  public static SetAcceptance parse(JsonObject json) {
    FieldReader in = FieldReader.of(json);
    SetAcceptance acceptance = read(in);
    in.end();
    return acceptance;
  }

  /** The wire form. */
  public JsonObject toJson() {
    return new JsonObject().put("at", at).put("by", by).put("signature", signature);
  }
}
