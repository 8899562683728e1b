package dev.salus.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** {@code H}, SHA-256 (protocol §0), from the JDK's provider. */
public final class Digests {

  /** Never used but to be copied, which takes a fraction of looking for a provider each time. */
  private static final MessageDigest FRESH = fresh();

  private Digests() {}

  /** The 32 bytes of SHA-256 over the message. */
  public static byte[] sha256(byte[] message) {
    try {
      return ((MessageDigest) FRESH.clone()).digest(message);
    } catch (CloneNotSupportedException e) {
      return fresh().digest(message);
    }
  }

  private static MessageDigest fresh() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
