package dev.salus.core.identity.secondfactor;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/** The codes of a secret: HMAC-SHA-1, six digits, 30 seconds, as every authenticator has them. */
final class TimeCodes {

  /** How long a code is shown. */
  static final Duration STEP = Duration.ofSeconds(30);

  /** How many steps a clock may be off, either way (RFC 6238 §5.2). */
  static final int STEPS_OFF = 1;

  private static final TimeBasedOneTimePasswordGenerator GENERATOR =
      new TimeBasedOneTimePasswordGenerator(STEP, OneTimeCode.DIGITS);

  private final SecretKeySpec key;

  TimeCodes(byte[] secret) {
    this.key = new SecretKeySpec(secret, GENERATOR.getAlgorithm());
  }

  /** The step later than this one whose code it is, of those that count now; empty for none. */
  OptionalLong stepOf(OneTimeCode code, long laterThan, Instant now) {
    long current = Math.floorDiv(now.toEpochMilli(), STEP.toMillis());
    OptionalLong found = OptionalLong.empty();
    for (long step = current - STEPS_OFF; step <= current + STEPS_OFF; step++) {
      boolean same = MessageDigest.isEqual(at(step), code.secretBytes());
      if (same && step > laterThan) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  private byte[] at(long step) {
    Instant begin = Instant.ofEpochMilli(step * STEP.toMillis());
    try {
      return GENERATOR
          .generateOneTimePasswordString(key, begin, Locale.ROOT)
          .getBytes(StandardCharsets.US_ASCII);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("every HMAC takes any bytes as its key", e);
    }
  }
}
