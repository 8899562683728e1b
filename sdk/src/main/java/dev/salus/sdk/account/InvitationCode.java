package dev.salus.sdk.account;

import dev.salus.api.Invalid;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Pae;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.crypto.Kdf;
import dev.salus.sdk.crypto.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an inviter hands to the invited over a channel of their own (protocol §1): a token, which
 * the server knows, a secret, which it does not, and the data owner that the invited becomes.
 */
public final class InvitationCode {

  private static final int PART_BYTES = 16;

  private final byte[] token;
  private final Secret secret;
  private final String dataOwner;

  private InvitationCode(byte[] token, Secret secret, String dataOwner) {
    this.token = token;
    this.secret = secret;
    this.dataOwner = dataOwner;
  }

  static InvitationCode of(String token, String dataOwner, SecureRandom random) {
    byte[] raw = Base64Url.decode(token, "token");
    if (raw.length != PART_BYTES) {
      throw new ProtocolViolation(
          ProtocolViolation.Kind.BASE64URL, "token", "must be base64url of 16 bytes");
    }
    return new InvitationCode(raw, Secret.random(PART_BYTES, random), dataOwner);
  }

  /**
   * Reads a code as it was handed over.
   *
   * @throws Invalid if it is none
   */
  public static InvitationCode parse(String text) {
    byte[] raw;
    try {
      raw = Base64Url.decode(text, "code");
    } catch (ProtocolViolation violation) {
      throw Invalid.of(violation);
    }
    if (raw.length != 3 * PART_BYTES) {
      throw new Invalid("code", "an invitation code has 64 characters");
    }
    ByteBuffer id = ByteBuffer.wrap(raw, 2 * PART_BYTES, PART_BYTES);
    return new InvitationCode(
        Arrays.copyOf(raw, PART_BYTES),
        Secret.taking(Arrays.copyOfRange(raw, PART_BYTES, 2 * PART_BYTES)),
        new UUID(id.getLong(), id.getLong()).toString());
  }

  /** The code to hand over; whoever has it can become the data owner's user. */
  public String reveal() {
    return secret.use(this::text);
  }

  private String text(byte[] secretPart) {
    UUID id = UUID.fromString(dataOwner);
    byte[] whole =
        ByteBuffer.allocate(3 * PART_BYTES)
            .put(token)
            .put(secretPart)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    String text = Base64Url.encode(whole);
    Arrays.fill(whole, (byte) 0);
    return text;
  }

  /** The data owner that the invited becomes, for making its key ring. */
  public String dataOwner() {
    return dataOwner;
  }

  String token() {
    return Base64Url.encode(token);
  }

  /** What proves to the inviter that a card comes from whoever has the code. */
  String proof(String keyId) {
    return Base64Url.encode(hmac(keyId));
  }

  boolean isProof(String proof, String keyId) {
    return MessageDigest.isEqual(Base64Url.decode(proof, "proof"), hmac(keyId));
  }

  private byte[] hmac(String keyId) {
    try (Secret key = Kdf.derive(secret, "salus/v1/invite", 32)) {
      return key.use(raw -> hmac(raw, Pae.encode(dataOwner, keyId)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }

  /** Without token and secret. */
  @Override
  public String toString() {
    return "InvitationCode[" + dataOwner + ", [REDACTED]]";
  }
}
