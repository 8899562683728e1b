package dev.salus.sdk.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that nobody else may see: a seed, an exchange key, an entity key, a link secret.
 *
 * <p>Printing it says {@code [REDACTED]}; the bytes come out through {@link #use} and {@link
 * #revealBytes} only. Comparing two takes a time that depends on their length alone.
 *
 * <h2>WARNING</h2>
 *
 * <p>A function that uses the bytes must not let them escape: what it keeps, logs or puts into a
 * {@link String} cannot be overwritten any more. Whoever calls {@link #revealBytes} has to
 * overwrite the copy; nothing in this SDK calls it. Overwriting is a precaution and no guarantee:
 * the JVM may have moved the bytes before and left a copy.
 */
public final class Secret implements AutoCloseable {

  private final byte[] bytes;
  private volatile boolean wiped;

  /**
   * What is done with the bytes of a secret.
   *
   * @param <T> what comes of it
   * @param <E> what it may fail with
   */
  @FunctionalInterface
  public interface Use<T, E extends Exception> {
    /** Does it; the bytes are a copy that is overwritten after. */
    T of(byte[] bytes) throws E;
  }

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A secret of a copy of these bytes. */
  public static Secret of(byte[] bytes) {
    return new Secret(bytes.clone());
  }

  /** A secret of these very bytes, which the caller gives up. */
  public static Secret taking(byte[] bytes) {
    return new Secret(bytes);
  }

  /** A new secret of this many random bytes. */
  public static Secret random(int length, SecureRandom random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new Secret(bytes);
  }

  /**
   * What this makes of a copy of the bytes, which is overwritten when it returns or fails.
   *
   * @throws IllegalStateException after {@link #wipe}
   */
  public <T, E extends Exception> T use(Use<T, E> use) throws E {
    byte[] copy = revealBytes();
    try {
      return use.of(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /**
   * A copy of the bytes, which the caller has to overwrite: {@link #use} does it by itself.
   *
   * @throws IllegalStateException after {@link #wipe}
   */
  public byte[] revealBytes() {
    byte[] copy = bytes.clone();
    if (wiped) {
      throw new IllegalStateException("this secret was wiped");
    }
    return copy;
  }

  /** Another secret of the same bytes, which outlives this one. */
  public Secret copy() {
    return taking(revealBytes());
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

  /** {@link #wipe}. */
  @Override
  public void close() {
    wipe();
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
