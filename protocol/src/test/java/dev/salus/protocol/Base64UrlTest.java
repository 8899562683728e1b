package dev.salus.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class Base64UrlTest {

  @Provide
  Arbitrary<String> nearlyBase64Url() {
    return Arbitraries.strings().withChars("ABQgw_-=+/ é￿").ofMaxLength(9);
  }

  /** Compared with what canonical means: the text that the bytes are encoded as. */
  @Property(tries = 3_000)
  void aTextIsTakenIfItIsTheOneOfItsBytes(@ForAll("nearlyBase64Url") String text) {
    if (isOfItsBytes(text)) {
      assertThat(Base64Url.encode(Base64Url.decode(text, "field"))).isEqualTo(text);
    } else {
      assertThatExceptionOfType(ProtocolViolation.class)
          .isThrownBy(() -> Base64Url.decode(text, "field"))
          .satisfies(refused -> assertThat(refused.field()).isEqualTo("field"));
    }
  }

  private static boolean isOfItsBytes(String text) {
    try {
      return Base64Url.encode(Base64.getUrlDecoder().decode(text)).equals(text);
    } catch (IllegalArgumentException other) {
      return false;
    }
  }

  @Property(tries = 500)
  void allBytesComeBack(@ForAll byte[] bytes) {
    assertThat(Base64Url.decode(Base64Url.encode(bytes), "field")).isEqualTo(bytes);
  }
}
