package dev.salus.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What the crypto verticle is to check of one write (protocol §5): that each signature holds under
 * an unretired card of the signer, and that each exchange exists between the named two.
 *
 * @param signer the data owner, which is the caller of the write
 * @param signatures what it signed
 * @param exchanges what its new delegations use
 */
public record Verification(
    String signer, List<SignedMessage> signatures, List<ExchangeUse> exchanges) {

  /**
   * A signed message.
   *
   * @param field the field that is named if it does not hold
   * @param keyId the card that it says it is signed by
   * @param message base64url of the bytes that were signed
   * @param signature base64url
   */
  public record SignedMessage(String field, String keyId, String message, String signature) {}

  /**
   * A use of an exchange by a new delegation.
   *
   * @param field the field that is named if there is no such exchange
   * @param id the exchange
   * @param delegator who must be its delegator
   * @param delegate who must be its delegate
   */
  public record ExchangeUse(String field, String id, String delegator, String delegate) {}

  /** Copies the lists. */
  public Verification {
    signatures = List.copyOf(signatures);
    exchanges = List.copyOf(exchanges);
  }

  /** The form on the event bus. */
  public static JsonObject toJson(Verification verification) {
    JsonArray signed = new JsonArray();
    for (SignedMessage each : verification.signatures) {
      signed.add(
          new JsonArray().add(each.field).add(each.keyId).add(each.message).add(each.signature));
    }
    JsonArray used = new JsonArray();
    for (ExchangeUse each : verification.exchanges) {
      used.add(new JsonArray().add(each.field).add(each.id).add(each.delegator).add(each.delegate));
    }
    return new JsonObject()
        .put("signer", verification.signer)
        .put("signatures", signed)
        .put("exchanges", used);
  }

  /** Reads the form on the event bus. */
  public static Verification fromJson(JsonObject json) {
    return new Verification(
        json.getString("signer"),
        json.getJsonArray("signatures").stream()
            .map(JsonArray.class::cast)
            .map(
                a ->
                    new SignedMessage(
                        a.getString(0), a.getString(1), a.getString(2), a.getString(3)))
            .toList(),
        json.getJsonArray("exchanges").stream()
            .map(JsonArray.class::cast)
            .map(
                a ->
                    new ExchangeUse(a.getString(0), a.getString(1), a.getString(2), a.getString(3)))
            .toList());
  }
}
