package dev.salus.sdk.crypto;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id, version 0x13 (RFC 9106), which makes a key of a passphrase (protocol §9.1). */
public final class Argon2 {

  /** Bytes of a salt. */
  public static final int SALT_BYTES = 16;

  private static final int KEY_BYTES = 32;

  private Argon2() {}

  /**
   * What one derivation costs whoever tries a passphrase.
   *
   * @param memoryKiB memory in KiB
   * @param passes over that memory
   * @param lanes that could be worked on at once
   */
  public record Costs(int memoryKiB, int passes, int lanes) {

    /** 64 MiB and three passes: what a new key file has. */
    public static final Costs DEFAULT = new Costs(65_536, 3, 1);
  }

  /**
   * The key of a passphrase, 32 bytes. At the default costs it takes some tenths of a second and 64
   * MiB of heap: a worker's job.
   *
   * @param salt 16 random bytes
   */
  public static Secret derive(Secret passphrase, byte[] salt, Costs costs) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(costs.memoryKiB())
            .withIterations(costs.passes())
            .withParallelism(costs.lanes())
            .withSalt(salt)
            .build());
    byte[] key = new byte[KEY_BYTES];
    return passphrase.use(
        raw -> {
          generator.generateBytes(raw, key);
          return Secret.taking(key);
        });
  }
}
