package dev.salus.core.identity;

import dev.salus.core.identity.password.KeyedHash;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import dev.salus.protocol.Pae;
import dev.salus.protocol.ProtocolViolation;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * A refresh token: the session's id (16 bytes), a secret that all tokens of the session's family
 * share (16 bytes) and one of its own (32 bytes), in base64url. Only hashes are stored.
 *
 * <p>Who shows the family's secret without the current token's had a token of this family once:
 * that is how a spent one is told from an invention without keeping all that were spent.
 */
final class RefreshToken {

  private static final int ID_BYTES = 16;
  private static final int FAMILY_BYTES = 16;
  private static final int OWN_BYTES = 32;
  private static final int BYTES = ID_BYTES + FAMILY_BYTES + OWN_BYTES;

  private final byte[] bytes;

  private RefreshToken(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The first token of a session. */
  static RefreshToken first(String session, SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    UUID id = UUID.fromString(session);
    ByteBuffer.wrap(bytes)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits());
    return new RefreshToken(bytes);
  }

  /**
   * The token that follows this one: its own secret is an HMAC of the salt under this one's, so
   * that whoever has this token and the salt, and nobody else, can make it again.
   *
   * @param salt base64url of 32 random bytes
   */
  RefreshToken next(String salt) {
    byte[] own = hmac("salus/v1/refresh-next", Base64Url.decode(salt, "salt"));
    byte[] next = bytes.clone();
    System.arraycopy(own, 0, next, ID_BYTES + FAMILY_BYTES, OWN_BYTES);
    return new RefreshToken(next);
  }

  /** The token that this text is, empty if it cannot be one. */
  static Optional<RefreshToken> parse(String text) {
    try {
      byte[] bytes = Base64Url.decode(text, "refreshToken");
      return bytes.length == BYTES ? Optional.of(new RefreshToken(bytes)) : Optional.empty();
    } catch (ProtocolViolation e) {
      return Optional.empty();
    }
  }

  /** The text that the client keeps. */
  String secretText() {
    return Base64Url.encode(bytes);
  }

  /** The session's id. */
  String session() {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new UUID(in.getLong(), in.getLong()).toString();
  }

  /** The hash of the family's secret. */
  String familyHash() {
    return hash(ID_BYTES, ID_BYTES + FAMILY_BYTES);
  }

  /** The hash of this token's own secret. */
  String ownHash() {
    return hash(ID_BYTES + FAMILY_BYTES, BYTES);
  }

  /** Who shows this token, in a form that says nothing to who does not have it. */
  String clientHash(String network) {
    return Base64Url.encode(hmac("salus/v1/refresh-client", Pae.utf8(network)));
  }

  private byte[] hmac(String label, byte[] message) {
    byte[] own = Arrays.copyOfRange(bytes, ID_BYTES + FAMILY_BYTES, BYTES);
    return KeyedHash.of(own, Pae.encode(label, message));
  }

  private String hash(int from, int to) {
    return Base64Url.encode(Digests.sha256(Arrays.copyOfRange(bytes, from, to)));
  }

  /** Whether two hashes are the same, in constant time. */
  static boolean same(String hash, String other) {
    return MessageDigest.isEqual(Base64Url.decode(hash, "hash"), Base64Url.decode(other, "hash"));
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
