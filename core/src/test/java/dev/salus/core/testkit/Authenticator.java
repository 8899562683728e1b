package dev.salus.core.testkit;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/** What somebody has in a pocket: shows the codes of a secret. */
public final class Authenticator {

  public static final Duration STEP = Duration.ofSeconds(30);

  private final TimeBasedOneTimePasswordGenerator generator =
      new TimeBasedOneTimePasswordGenerator();
  private final SecretKeySpec key;
  private final Clock clock;

  /**
   * @param secret base32, as a server tells it
   */
  public Authenticator(String secret, Clock clock) {
    this.key = new SecretKeySpec(Base32.decode(secret), generator.getAlgorithm());
    this.clock = clock;
  }

  public String code() {
    return code(0);
  }

  /** The code that it shows so many steps from now. */
  public String code(int stepsAhead) {
    try {
      return generator.generateOneTimePasswordString(
          key, clock.instant().plus(STEP.multipliedBy(stepsAhead)), Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A code that is none of those that count now. */
  public String wrongCode() {
    for (int code = 0; ; code++) {
      String text = String.format(Locale.ROOT, "%06d", code);
      if (!text.equals(code(-1)) && !text.equals(code()) && !text.equals(code(1))) {
        return text;
      }
    }
  }
}
