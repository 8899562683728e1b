package dev.salus.sdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PadmeTest {

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "2,2", "3,3", "8,8", "9,10", "17,18", "33,36", "100,104", "1000,1024"})
  void examples(long n, long padded) {
    assertThat(Padme.padme(n)).isEqualTo(padded);
  }

  @Property
  void costsLessThanTwelvePercent(@ForAll @LongRange(min = 2, max = 1L << 50) long n) {
    long padded = Padme.padme(n);
    assertThat(padded).isGreaterThanOrEqualTo(n);
    assertThat((padded - n) * 100.0 / n).isLessThan(12);
  }

  /** The padded length ends in E − S zero bits, with E = ⌊log₂ n⌋ and S = ⌊log₂ E⌋ + 1. */
  @Property
  void saysLogLogBits(@ForAll @LongRange(min = 2, max = 1L << 50) long n) {
    int e = Long.toBinaryString(n).length() - 1;
    int s = Integer.toBinaryString(e).length();
    assertThat(Padme.padme(n) % (1L << (e - s))).isZero();
    assertThat(Padme.padme(n) - n).isLessThan(1L << (e - s));
  }

  @Property
  void paddingAgainChangesNothing(@ForAll @LongRange(min = 0, max = 1L << 50) long n) {
    assertThat(Padme.padme(Padme.padme(n))).isEqualTo(Padme.padme(n));
  }

  @Property
  void keepsTheOrder(
      @ForAll @LongRange(min = 0, max = 1L << 50) long one,
      @ForAll @LongRange(min = 0, max = 1L << 50) long other) {
    assertThat(Padme.padme(Math.min(one, other)))
        .isLessThanOrEqualTo(Padme.padme(Math.max(one, other)));
  }

  @Test
  void shortContentsLookAlike() {
    for (int n = 0; n <= 256; n++) {
      assertThat(Padme.contentLength(n)).isEqualTo(256);
    }
    assertThat(Padme.contentLength(257)).isEqualTo(272);
  }

  @Test
  void refusesNegativeLengths() {
    assertThatIllegalArgumentException().isThrownBy(() -> Padme.padme(-1));
  }
}
