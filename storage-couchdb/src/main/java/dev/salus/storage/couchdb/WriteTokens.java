package dev.salus.storage.couchdb;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tokens that no two writes share: 96 random bits of the store instance and a counter. They hold
 * letters, digits, {@code -}, {@code _} and a dot.
 */
final class WriteTokens {

  private static final int INSTANCE_BYTES = 12;

  private final String instance;
  private final AtomicLong count = new AtomicLong();

  WriteTokens(SecureRandom random) {
    byte[] bytes = new byte[INSTANCE_BYTES];
    random.nextBytes(bytes);
    this.instance = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  String next() {
    return instance + "." + Long.toString(count.incrementAndGet(), Character.MAX_RADIX);
  }
}
