package dev.salus.sdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class CrockfordBase32Test {

  private static final String SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  @Test
  void eachSymbolIsFiveBitsInEitherCase() {
    byte[] bytes = CrockfordBase32.decode(SYMBOLS, 20).orElseThrow();

    assertThat(bytes).startsWith(0x00, 0x44, 0x32, 0x14, 0xC7);
    assertThat(CrockfordBase32.encode(bytes)).isEqualTo(SYMBOLS);
    assertThat(CrockfordBase32.decode(SYMBOLS.toLowerCase(Locale.ROOT), 20).orElseThrow())
        .isEqualTo(bytes);
  }

  @Test
  void anotherLengthIsNone() {
    assertThat(CrockfordBase32.decode(SYMBOLS, 19)).isEmpty();
    assertThat(CrockfordBase32.decode(SYMBOLS, 21)).isEmpty();
    assertThat(CrockfordBase32.decode("0", 0)).isEmpty();
    assertThat(CrockfordBase32.decode("-", 0)).isPresent();
    assertThat(CrockfordBase32.decode("U0", 1)).isEmpty();
  }
}
