package dev.salus.protocol;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * That a card signs nothing dated later than {@code at} (protocol §2), give or take what clocks
 * differ by.
 *
 * @param at milliseconds since the epoch
 * @param by the keyId of the unretired card of the owner that says so
 * @param successor the keyId of the card that takes its place, if there is one
 * @param signature base64url of that card's signature over {@link #signedBytes}
 */
public record Retirement(long at, String by, @Nullable String successor, String signature) {

  /**
   * How much later than {@code at} something that the card signed may be dated, milliseconds: the
   * clock of whoever retires it may be behind that of whoever signed.
   */
  public static final long TOLERANCE_MS = 5 * 60 * 1_000L;

  /** What a retirement signs. */
  public static byte[] signedBytes(
      String owner, String keyId, String by, long at, @Nullable String successor) {
    return Pae.encode(
        "salus/v1/key-retired", owner, keyId, by, at, successor == null ? "" : successor);
  }

  /** What this retirement of a card signs. */
  public byte[] signedBytes(String owner, String keyId) {
    return signedBytes(owner, keyId, by, at, successor);
  }

  /** Reads the wire form. */
  public static Retirement read(FieldReader in) {
    return new Retirement(
        in.integer("at"),
        in.base64("by", KeyCard.KEY_ID_BYTES),
        in.has("successor") ? in.base64("successor", KeyCard.KEY_ID_BYTES) : null,
        in.base64("signature", Signatures.SIGNATURE_BYTES));
  }

  /** The wire form. */
  public JsonObject toJson() {
    JsonObject json = new JsonObject().put("at", at).put("by", by);
    if (successor != null) {
      json.put("successor", successor);
    }
    return json.put("signature", signature);
  }
}
