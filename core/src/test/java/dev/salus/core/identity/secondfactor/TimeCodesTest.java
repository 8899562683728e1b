package dev.salus.core.identity.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors of RFC 6238 and RFC 4226, and how far a clock may be off. */
class TimeCodesTest {

  private static final String DIGITS = "1234567890";
  private static final byte[] SECRET = ascii(DIGITS.repeat(2));

  /** RFC 6238, appendix B: the library with the hashes and the eight digits of the table. */
  @ParameterizedTest
  @CsvSource({
    "59, 94287082, 46119246, 90693936",
    "1111111109, 07081804, 68084774, 25091201",
    "1111111111, 14050471, 67062674, 99943326",
    "1234567890, 89005924, 91819424, 93441116",
    "2000000000, 69279037, 90698825, 38618901",
    "20000000000, 65353130, 77737706, 47863826"
  })
  void theLibraryMakesTheCodesOfTheStandard(long seconds, String sha1, String sha256, String sha512)
      throws Exception {
    assertThat(eightDigits("HmacSHA1", 20, seconds)).isEqualTo(sha1);
    assertThat(eightDigits("HmacSHA256", 32, seconds)).isEqualTo(sha256);
    assertThat(eightDigits("HmacSHA512", 64, seconds)).isEqualTo(sha512);
  }

  private static String eightDigits(String hash, int keyBytes, long seconds)
      throws InvalidKeyException {
    byte[] key = ascii(DIGITS.repeat(7).substring(0, keyBytes));
    return new TimeBasedOneTimePasswordGenerator(TimeCodes.STEP, 8, hash)
        .generateOneTimePasswordString(
            new SecretKeySpec(key, hash), Instant.ofEpochSecond(seconds), Locale.ROOT);
  }

  /** RFC 4226, appendix D: six digits, the counter being the step. */
  @ParameterizedTest
  @CsvSource({
    "0, 755224", "1, 287082", "2, 359152", "3, 969429", "4, 338314",
    "5, 254676", "6, 287922", "7, 162583", "8, 399871", "9, 520489"
  })
  void aCodeCountsInItsStepAndTheOnesBesideIt(long step, String code) {
    for (long now = step - 3; now <= step + 3; now++) {
      boolean near = Math.abs(now - step) <= 1;

      assertThat(stepOf(code, now).isPresent()).as("at step %d", now).isEqualTo(near);
    }
    assertThat(stepOf(code, step)).hasValue(step);
  }

  private static OptionalLong stepOf(String code, long now) {
    Instant at = Instant.ofEpochSecond(now * TimeCodes.STEP.toSeconds() + 29);
    return new TimeCodes(SECRET).stepOf(OneTimeCode.of(code), -10, at);
  }

  @Test
  void aStepThatIsNotLaterCountsNoMore() {
    Instant stepFive = Instant.ofEpochSecond(5 * TimeCodes.STEP.toSeconds());
    TimeCodes codes = new TimeCodes(SECRET);

    assertThat(codes.stepOf(OneTimeCode.of("254676"), 4, stepFive)).hasValue(5);
    assertThat(codes.stepOf(OneTimeCode.of("254676"), 5, stepFive)).isEmpty();
    assertThat(codes.stepOf(OneTimeCode.of("338314"), 5, stepFive)).isEmpty();
    assertThat(codes.stepOf(OneTimeCode.of("287922"), 5, stepFive)).hasValue(6);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
