package dev.salus.sdk.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that nobody else may see: a seed, an exchange key, an entity key, a link secret.
 *
 * <p>Printing it says {@code [REDACTED]}; the bytes come out through {@link #reveal} only.
 * Comparing two takes a time that depends on their length alone.
 */
public final class Secret {

  private final byte[] bytes;
  private volatile boolean wiped;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A secret of a copy of these bytes. */
  public static Secret of(byte[] bytes) {
    return new Secret(bytes.clone());
  }

  /** A new secret of this many random bytes. */
  public static Secret random(int length, SecureRandom random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new Secret(bytes);
  }

  /**
   * A copy of the bytes, which the caller should overwrite when done.
   *
   * @throws IllegalStateException after {@link #wipe}
   */
  public byte[] reveal() {
    byte[] copy = bytes.clone();
    if (wiped) {
      throw new IllegalStateException("this secret was wiped");
    }
    return copy;
  }

  /** How many bytes it has. */
  public int length() {
    return bytes.length;
  }

  /** Overwrites the bytes with zeros, for good. Copies that were given out stay as they are. */
  public void wipe() {
    wiped = true;
    Arrays.fill(bytes, (byte) 0);
  }

  /** Whether the other is a secret of the same bytes, in constant time for a given length. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
  }

  /** The length: says nothing of the bytes. */
  @Override
  public int hashCode() {
    return bytes.length;
  }

  /** Always {@code [REDACTED]}. */
  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
