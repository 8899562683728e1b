package dev.salus.core.testkit;

import dev.salus.api.Verification.SignedMessage;
import dev.salus.protocol.Attestation;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Endorsement;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import dev.salus.protocol.Signatures;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A device's keys as the server sees them: a real signing key, and bytes of the right form where
 * only clients would notice.
 */
public final class TestKey {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ML_KEM_COEFFICIENTS_BYTES = 1152;

  private final String owner;
  private final byte[] signingKey = new byte[Ed25519.SECRET_KEY_SIZE];
  private final KeyCard card;

  public TestKey(String owner, long createdAt) {
    this(owner, createdAt, kem());
  }

  /** A device's keys to which nothing can be sealed. */
  public static TestKey withImpossibleKem(String owner, long createdAt) {
    byte[] kem = kem();
    kem[0] = (byte) 0xff;
    kem[1] |= (byte) 0x0f;
    return new TestKey(owner, createdAt, kem);
  }

  private TestKey(String owner, long createdAt, byte[] kem) {
    this.owner = owner;
    RANDOM.nextBytes(signingKey);
    byte[] sign = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(signingKey, 0, sign, 0);
    String keyId = KeyCard.keyId(kem, sign);
    this.card =
        new KeyCard(
            owner,
            keyId,
            Base64Url.encode(kem),
            Base64Url.encode(sign),
            createdAt,
            sign(KeyCard.signedBytes(owner, keyId, createdAt)),
            List.of(),
            null);
  }

  public String owner() {
    return owner;
  }

  public String keyId() {
    return card.keyId();
  }

  public KeyCard card() {
    return card;
  }

  /** The same keys as a card of another owner, rightly signed. */
  public KeyCard cardOf(String otherOwner) {
    return new KeyCard(
        otherOwner,
        card.keyId(),
        card.kem(),
        card.sign(),
        card.createdAt(),
        sign(KeyCard.signedBytes(otherOwner, card.keyId(), card.createdAt())),
        List.of(),
        null);
  }

  public Endorsement endorse(TestKey other) {
    return new Endorsement(keyId(), sign(Endorsement.signedBytes(other.owner, other.keyId())));
  }

  /** A retirement of a card by this one, without successor. */
  public Retirement retire(TestKey other, long at) {
    return new Retirement(
        at,
        keyId(),
        null,
        sign(Retirement.signedBytes(other.owner, other.keyId(), keyId(), at, null)));
  }

  /** This card's own retirement in favour of another. */
  public Retirement rotateTo(String successor, long at) {
    return new Retirement(
        at,
        keyId(),
        successor,
        sign(Retirement.signedBytes(owner, keyId(), keyId(), at, successor)));
  }

  public Attestation attest(
      String exchangeId, String commitment, String newKeyId, long at, Map<String, String> knew) {
    return new Attestation(
        keyId(),
        at,
        knew,
        sign(Attestation.signedBytes(exchangeId, commitment, newKeyId, at, knew)));
  }

  public SignedMessage signed(String field, byte[] message) {
    return new SignedMessage(field, keyId(), Base64Url.encode(message), sign(message));
  }

  /** Base64url of this key's signature. */
  public String sign(byte[] message) {
    byte[] signature = new byte[Signatures.SIGNATURE_BYTES];
    Ed25519.sign(signingKey, 0, message, 0, message.length, signature, 0);
    return Base64Url.encode(signature);
  }

  public JsonObject json() {
    return card.toJson();
  }

  /** Random bytes of the form of an X-Wing public key, of which nobody has the private one. */
  private static byte[] kem() {
    byte[] kem = bytes(KeyCard.KEM_BYTES);
    for (int i = 0; i < ML_KEM_COEFFICIENTS_BYTES; i += 3) {
      // two coefficients of 12 bits: below 2048 they are below the modulus
      kem[i + 1] &= (byte) 0xf7;
      kem[i + 2] &= (byte) 0x7f;
    }
    return kem;
  }

  /** Random bytes, base64url. */
  public static String random(int length) {
    return Base64Url.encode(bytes(length));
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
