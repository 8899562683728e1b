package dev.salus.protocol;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Ids of this protocol: UUIDs (RFC 9562) in lower-case 8-4-4-4-12 form. */
public final class Ids {

  private static final int UUID_LENGTH = 36;

  private Ids() {}

  /** Whether the text is a UUID in the one form that is accepted. */
  public static boolean isUuid(String text) {
    if (text.length() != UUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = text.charAt(i);
      boolean isDash = i == 8 || i == 13 || i == 18 || i == 23;
      if (isDash ? c != '-' : !isLowerHex(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLowerHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /** A random id: UUID version 4. */
  public static String random(SecureRandom random) {
    return withVersion(random.nextLong(), 4, random.nextLong());
  }

  /** An id that orders by time: UUID version 7, for entities (keeps B-trees local). */
  public static String timeOrdered(Clock clock, SecureRandom random) {
    long high = (clock.millis() << 16) | (random.nextLong() & 0xffffL);
    return withVersion(high, 7, random.nextLong());
  }

  /**
   * An id that follows from what it is made of: UUID version 8, of SHA-256. The same again has the
   * same id.
   *
   * @param material at least 16 bytes of a hash
   */
  public static String ofHash(byte[] material) {
    ByteBuffer bytes = ByteBuffer.wrap(material);
    return withVersion(bytes.getLong(), 8, bytes.getLong());
  }

  private static String withVersion(long high, int version, long low) {
    long versioned = (high & ~0xf000L) | ((long) version << 12);
    long variant = (low & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(versioned, variant).toString();
  }
}
