package dev.salus.sdk.crypto;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.Pae;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RecoveryRefused.Reason;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * What opens the copy of a key ring that the server keeps (protocol §9.2): 32 random bytes that a
 * person writes down, or that notaries hold in shares. Whoever has it and can log in is the data
 * owner.
 *
 * <p>Printing it says {@code [REDACTED]}; the text to write down comes out through {@link #reveal}
 * only.
 */
public final class RecoveryKey {

  private static final int KEY_BYTES = 32;
  private static final int CHECKSUM_BYTES = 3;
  private static final int GROUP = 4;

  private final Secret secret;
  private final String id;

  private RecoveryKey(Secret secret) {
    this.secret = secret;
    this.id =
        Base64Url.encode(Kdf.hkdf(secret, "salus/v1/recovery-id", NotarySet.RECOVERY_ID_BYTES));
  }

  /** A new random one. */
  public static RecoveryKey generate(SecureRandom random) {
    return new RecoveryKey(Secret.random(KEY_BYTES, random));
  }

  /**
   * The one with these bytes.
   *
   * @throws IllegalArgumentException if there are not 32
   */
  public static RecoveryKey of(Secret secret) {
    if (secret.length() != KEY_BYTES) {
      throw new IllegalArgumentException("a recovery key has 32 bytes");
    }
    return new RecoveryKey(secret);
  }

  /**
   * Reads one as a person typed it: in any case, with any signs or none between the groups, O for 0
   * and I or L for 1.
   *
   * @throws RecoveryRefused for {@link Reason#MISTYPED} if its checksum is not right
   */
  public static RecoveryKey parse(String typed) {
    byte[] bytes =
        CrockfordBase32.decode(typed, KEY_BYTES + CHECKSUM_BYTES)
            .orElseThrow(() -> new RecoveryRefused(Reason.MISTYPED));
    byte[] key = Arrays.copyOf(bytes, KEY_BYTES);
    byte[] checksum = Arrays.copyOfRange(bytes, KEY_BYTES, bytes.length);
    try {
      if (!MessageDigest.isEqual(checksum, checksum(key))) {
        throw new RecoveryRefused(Reason.MISTYPED);
      }
      return new RecoveryKey(Secret.of(key));
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  /** The text to write down: 14 groups of 4 with a hyphen between. */
  public String reveal() {
    return secret.use(RecoveryKey::text);
  }

  private static String text(byte[] key) {
    byte[] whole = Arrays.copyOf(key, KEY_BYTES + CHECKSUM_BYTES);
    System.arraycopy(checksum(key), 0, whole, KEY_BYTES, CHECKSUM_BYTES);
    try {
      return CrockfordBase32.encode(whole).replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    } finally {
      Arrays.fill(whole, (byte) 0);
    }
  }

  private static byte[] checksum(byte[] key) {
    byte[] hash = Digests.sha256(Pae.encode("salus/v1/recovery-checksum", key));
    return Arrays.copyOf(hash, CHECKSUM_BYTES);
  }

  /** The 32 bytes. */
  public Secret secret() {
    return secret;
  }

  /** Under which the server keeps the copy: base64url of 16 bytes, says nothing of the key. */
  public String id() {
    return id;
  }

  /**
   * Boxes a plaintext for the data owner.
   *
   * @return {@code nonce ‖ ciphertext ‖ tag}
   */
  public byte[] seal(AeadBox box, byte[] plaintext, String owner) {
    try (Secret key = boxKey()) {
      return box.seal(key, plaintext, aad(owner));
    }
  }

  /**
   * The plaintext of a box.
   *
   * @throws CryptoFailure of kind {@code OPEN} if it was made with another key, for another data
   *     owner, or was changed
   */
  public byte[] open(AeadBox box, byte[] sealed, String owner) {
    try (Secret key = boxKey()) {
      return box.open(key, sealed, aad(owner));
    }
  }

  private Secret boxKey() {
    return Kdf.derive(secret, "salus/v1/recovery-key", KEY_BYTES);
  }

  private byte[] aad(String owner) {
    return Pae.encode("salus/v1/recovery", owner, id);
  }

  /** Overwrites the key; it opens nothing after. */
  public void wipe() {
    secret.wipe();
  }

  /** Always {@code [REDACTED]}. */
  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
