package dev.salus.sdk.crypto;

import dev.salus.protocol.Base64Url;
import dev.salus.sdk.crypto.CryptoFailure.Kind;
import java.security.SecureRandom;

/**
 * The key {@code K} of one entity in one key generation, 32 bytes (protocol §4). Everything here
 * takes microseconds.
 */
public final class EntityKey {

  private static final int KEY_BYTES = 32;

  private final long generation;
  private final Secret secret;
  private final String commitment;

  private EntityKey(long generation, Secret secret) {
    if (secret.length() != KEY_BYTES) {
      throw new IllegalArgumentException("an entity key has 32 bytes");
    }
    this.generation = generation;
    this.secret = secret;
    this.commitment = Base64Url.encode(Kdf.hkdf(secret, "salus/v1/key-commitment", KEY_BYTES));
  }

  /** A new random key of this generation. */
  public static EntityKey generate(long generation, SecureRandom random) {
    return new EntityKey(generation, Secret.random(KEY_BYTES, random));
  }

  /**
   * The key of these bytes.
   *
   * @throws IllegalArgumentException if they are not 32
   */
  public static EntityKey of(long generation, Secret k) {
    return new EntityKey(generation, k);
  }

  /** The key generation: 1 at creation, one more at each re-key. */
  public long generation() {
    return generation;
  }

  /** {@code K} itself. */
  public Secret secret() {
    return secret;
  }

  /** The base64url that binds the key: the entity's {@code keyCommitment}. */
  public String commitment() {
    return commitment;
  }

  /**
   * Returns this key if it is the one that was committed to.
   *
   * @throws CryptoFailure of kind {@code COMMITMENT} if it is not
   */
  public EntityKey requireCommitment(String keyCommitment) {
    if (!commitment.equals(keyCommitment)) {
      throw new CryptoFailure(Kind.COMMITMENT);
    }
    return this;
  }

  /** Overwrites the key; nothing opens or seals with it after. */
  public void wipe() {
    secret.wipe();
  }

  /** The generation; never the key. */
  @Override
  public String toString() {
    return "EntityKey[generation=" + generation + "]";
  }
}
