package dev.salus.sdk.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Invalid;
import dev.salus.sdk.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

/** The bytes of a passphrase (protocol §9.1). */
final class PassphraseTest {

  @Property(tries = 300)
  void itsBytesAreThoseOfItsUsualForm(
      @ForAll @StringLength(min = 1, max = 20) @CharRange(from = '\u0001', to = '\ud7ff')
          String text) {
    char[] given = text.toCharArray();

    Secret bytes = Passphrase.bytes(given);

    assertThat(bytes).isEqualTo(secret(Normalizer.normalize(text, Normalizer.Form.NFKC)));
    assertThat(given).as("the caller's own are left alone").isEqualTo(text.toCharArray());
  }

  @Example
  void charactersOfFourBytesAreTaken() {
    String unicorns = "\ud83e\udd84\ud83e\udd84\ud83e\udd84";

    assertThat(Passphrase.bytes(unicorns.toCharArray())).isEqualTo(secret(unicorns));
  }

  @Example
  void thatOfAsciiIsItselfAndTheFirstBeyondIsNot() {
    assertThat(Passphrase.bytes("a\u007f".toCharArray())).isEqualTo(secret("a\u007f"));
    assertThat(Passphrase.bytes("a\u00a0b".toCharArray())).isEqualTo(secret("a b"));
  }

  @Example
  void whatHasNoBytesIsRefused() {
    for (String none : new String[] {"", "\ud800", "a\udc00b", "\ud800\ud800"}) {
      assertThatThrownBy(() -> Passphrase.bytes(none.toCharArray()))
          .isInstanceOfSatisfying(
              Invalid.class, refused -> assertThat(refused.field()).isEqualTo("passphrase"));
    }
  }

  private static Secret secret(String text) {
    return Secret.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
