package dev.salus.protocol;

import dev.salus.protocol.ProtocolViolation.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of a data owner (protocol §2).
 *
 * @param owner the data owner's id
 * @param keyId base64url, derived from both keys
 * @param kem base64url of the X-Wing public key
 * @param sign base64url of the Ed25519 public key
 * @param createdAt milliseconds since the epoch
 * @param signature base64url of the card's signature over itself
 * @param endorsements by other cards of the same owner
 * @param retired null for a live card
 */
public record KeyCard(
    String owner,
    String keyId,
    String kem,
    String sign,
    long createdAt,
    String signature,
    List<Endorsement> endorsements,
    @Nullable Retirement retired) {

  /** Length of an X-Wing public key, bytes. */
  public static final int KEM_BYTES = 1216;

  /** Length of what a keyId encodes, bytes. */
  public static final int KEY_ID_BYTES = 32;

  /** Copies the endorsements. */
  public KeyCard {
    endorsements = List.copyOf(endorsements);
  }

  /** The keyId of these raw public keys. */
  public static String keyId(byte[] kem, byte[] sign) {
    return Base64Url.encode(Digests.sha256(Pae.encode("salus/v1/key-id", kem, sign)));
  }

  /** What a card's own signature is over. */
  public static byte[] signedBytes(String owner, String keyId, long createdAt) {
    return Pae.encode("salus/v1/key-card", owner, keyId, createdAt);
  }

  /** The raw X-Wing public key. */
  public byte[] kemBytes() {
    return Base64Url.decode(kem, "kem");
  }

  /** The raw Ed25519 public key. */
  public byte[] signBytes() {
    return Base64Url.decode(sign, "sign");
  }

  /** Whether the card's signature over itself holds. */
  public boolean selfSignatureHolds() {
    return verifies(signedBytes(owner, keyId, createdAt), signature);
  }

  /** Whether something can be sealed to it: {@code kem} is a key that X-Wing takes. */
  public boolean canBeSealedTo() {
    return KemKeys.canBeSealedTo(kemBytes());
  }

  /** Whether the base64url signature is this card's over the message. */
  public boolean verifies(byte[] message, String base64Signature) {
    return Signatures.verify(signBytes(), message, Base64Url.decode(base64Signature, "signature"));
  }

  /**
   * Whether this card may have signed something of that date (protocol §2): it is not retired, or
   * that is dated at most {@link Retirement#TOLERANCE_MS} after the retirement.
   */
  public boolean mayHaveSignedAt(long date) {
    return retired == null || date - Retirement.TOLERANCE_MS <= retired.at();
  }

  /** The same card, endorsed. */
  public KeyCard withEndorsement(Endorsement endorsement) {
    List<Endorsement> more = Stream.concat(endorsements.stream(), Stream.of(endorsement)).toList();
    return new KeyCard(owner, keyId, kem, sign, createdAt, signature, more, retired);
  }

  /** The same card, retired, or not if the retirement is null. */
  public KeyCard withRetirement(@Nullable Retirement retirement) {
    return new KeyCard(owner, keyId, kem, sign, createdAt, signature, endorsements, retirement);
  }

  /** The same card as it was published: without endorsements and retirement. */
  public KeyCard bare() {
    return new KeyCard(owner, keyId, kem, sign, createdAt, signature, List.of(), null);
  }

  /**
   * Reads the wire form.
   *
   * @throws ProtocolViolation also if the keyId is not that of the keys; signatures are not checked
   */
  public static KeyCard read(FieldReader in) {
    KeyCard card =
        new KeyCard(
            in.uuid("owner"),
            in.base64("keyId", KEY_ID_BYTES),
            in.base64("kem", KEM_BYTES),
            in.base64("sign", Signatures.PUBLIC_KEY_BYTES),
            in.integer("createdAt"),
            in.base64("signature", Signatures.SIGNATURE_BYTES),
            in.optionalObjects("endorsements", Endorsement::read),
            in.has("retired") ? in.object("retired", Retirement::read) : null);
    if (!card.keyId.equals(keyId(card.kemBytes(), card.signBytes()))) {
      throw in.violation(Kind.DERIVED, "keyId", "must be the hash of kem and sign");
    }
    return card;
  }

  /** Reads the wire form as a whole body. */
  public static KeyCard parse(JsonObject json) {
    FieldReader in = FieldReader.of(json);
    KeyCard card = read(in);
    in.end();
    return card;
  }

  /** The wire form. */
  public JsonObject toJson() {
    JsonArray endorsed = new JsonArray();
    endorsements.forEach(endorsement -> endorsed.add(endorsement.toJson()));
    JsonObject json =
        new JsonObject()
            .put("owner", owner)
            .put("keyId", keyId)
            .put("kem", kem)
            .put("sign", sign)
            .put("createdAt", createdAt)
            .put("signature", signature)
            .put("endorsements", endorsed);
    if (retired != null) {
      json.put("retired", retired.toJson());
    }
    return json;
  }
}
