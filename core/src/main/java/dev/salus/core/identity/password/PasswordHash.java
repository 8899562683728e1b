package dev.salus.core.identity.password;

import dev.salus.protocol.Base64Url;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A password's Argon2id hash with all that it takes to make it again. Making one takes as long as
 * its parameters say: never on an event loop.
 *
 * @param memoryKiB memory, KiB
 * @param iterations passes
 * @param parallelism lanes
 * @param salt base64url of 16 bytes
 * @param hash base64url of 32 bytes
 */
public record PasswordHash(
    int memoryKiB, int iterations, int parallelism, String salt, String hash) {

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /** The hash of a password under a fresh salt. */
  public static PasswordHash of(Password password, PasswordHashing costs, SecureRandom random) {
    byte[] salt = bytes(random, SALT_BYTES);
    byte[] hash =
        argon2(password, costs.memoryKiB(), costs.iterations(), costs.parallelism(), salt);
    return of(costs, salt, hash);
  }

  /** A hash that no password has, as dear to check as any. */
  static PasswordHash decoy(PasswordHashing costs, SecureRandom random) {
    return of(costs, bytes(random, SALT_BYTES), bytes(random, HASH_BYTES));
  }

  private static PasswordHash of(PasswordHashing costs, byte[] salt, byte[] hash) {
    return new PasswordHash(
        costs.memoryKiB(),
        costs.iterations(),
        costs.parallelism(),
        Base64Url.encode(salt),
        Base64Url.encode(hash));
  }

  /** Whether this is the password's hash; compared in constant time. */
  public boolean matches(Password password) {
    byte[] salted =
        argon2(password, memoryKiB, iterations, parallelism, Base64Url.decode(salt, "salt"));
    return MessageDigest.isEqual(salted, Base64Url.decode(hash, "hash"));
  }

  /** Whether it was made at these costs. */
  public boolean isMadeAt(PasswordHashing costs) {
    return memoryKiB == costs.memoryKiB()
        && iterations == costs.iterations()
        && parallelism == costs.parallelism();
  }

  private static byte[] argon2(
      Password password, int memoryKiB, int iterations, int parallelism, byte[] salt) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKiB)
            .withIterations(iterations)
            .withParallelism(parallelism)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[HASH_BYTES];
    generator.generateBytes(password.secretBytes(), hash);
    return hash;
  }

  private static byte[] bytes(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** What {@link #toJson} wrote. */
  public static PasswordHash fromJson(JsonObject json) {
    return new PasswordHash(
        json.getInteger("m"),
        json.getInteger("t"),
        json.getInteger("p"),
        json.getString("salt"),
        json.getString("hash"));
  }

  /** As it is stored: the parameters, salt and hash; never the password. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("kdf", "argon2id")
        .put("m", memoryKiB)
        .put("t", iterations)
        .put("p", parallelism)
        .put("salt", salt)
        .put("hash", hash);
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "PasswordHash[REDACTED]";
  }
}
