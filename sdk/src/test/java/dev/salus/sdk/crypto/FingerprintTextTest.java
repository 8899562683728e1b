package dev.salus.sdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Invalid;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FingerprintTextTest {

  private static final String OWNER = "11111111-1111-4111-8111-111111111111";
  private static final String OTHER = "22222222-2222-4222-8222-222222222222";
  private static final String KEY = TestKeys.key(OWNER).keyId();
  private static final String DIGITS = Fingerprint.of(OWNER, KEY);

  @Test
  void digitsMatchHoweverTheyAreGrouped() {
    for (String text :
        List.of(
            DIGITS,
            DIGITS.replace(" ", ""),
            DIGITS.replace(" ", "-"),
            " " + DIGITS.replace(" ", "\u00a0\n") + "\n")) {
      assertThat(FingerprintText.parse(text).matches(OWNER, KEY)).isTrue();
    }
  }

  @Test
  void theTextOfAQrCodeMatchesThatOwnersKeyOnly() {
    String code = FingerprintText.qrCode(OWNER, KEY);

    assertThat(code).isEqualTo("salus:v1:" + OWNER + ":" + KEY);
    assertThat(FingerprintText.parse(code + "\n").matches(OWNER, KEY)).isTrue();
    assertThat(FingerprintText.parse(code).matches(OTHER, KEY)).isFalse();
    assertThat(FingerprintText.parse(FingerprintText.qrCode(OTHER, KEY)).matches(OWNER, KEY))
        .isFalse();
  }

  @Test
  void oneOtherDigitDoesNotMatch() {
    for (int i = 0; i < DIGITS.length(); i++) {
      char digit = DIGITS.charAt(i);
      if (digit != ' ') {
        char other = digit == '9' ? '0' : (char) (digit + 1);
        String text = DIGITS.substring(0, i) + other + DIGITS.substring(i + 1);
        assertThat(FingerprintText.parse(text).matches(OWNER, KEY)).isFalse();
      }
    }
  }

  @Test
  void whatIsNeitherIsInvalid() {
    for (String text :
        List.of(
            "",
            "12345",
            DIGITS + " 12345",
            DIGITS.substring(1),
            DIGITS.replace('1', '\u0661').replace('2', '\u0662') + "\u0663",
            "salus:v1:" + OWNER,
            "salus:v2:" + OWNER + ":" + KEY,
            "salus:v1:" + OWNER + ":" + KEY.substring(1),
            "salus:v1:" + OWNER.replace('1', 'A') + ":" + KEY,
            " ".repeat(10_000) + DIGITS)) {
      assertThatThrownBy(() -> FingerprintText.parse(text))
          .isInstanceOfSatisfying(
              Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo("fingerprint"));
    }
  }

  @Test
  void blanksAreReadUpToALimit() {
    String longest = " ".repeat(200 - DIGITS.length()) + DIGITS;

    assertThat(FingerprintText.parse(longest).matches(OWNER, KEY)).isTrue();
    assertThatThrownBy(() -> FingerprintText.parse(" " + longest)).isInstanceOf(Invalid.class);
  }
}
