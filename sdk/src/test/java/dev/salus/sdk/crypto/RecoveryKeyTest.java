package dev.salus.sdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RecoveryRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The recovery key as a person writes it down and types it (protocol §9.2). */
class RecoveryKeyTest {

  private static final String SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final AeadBox box = new AeadBox(TestKeys.RANDOM);

  private static boolean isRefused(String typed) {
    RecoveryRefused refused =
        catchThrowableOfType(RecoveryRefused.class, () -> RecoveryKey.parse(typed));
    return refused != null && refused.reason() == Reason.MISTYPED;
  }

  @Property(tries = 100)
  void whatIsWrittenDownIsReadBack(@ForAll @Size(32) byte[] bytes) {
    RecoveryKey key = RecoveryKey.of(Secret.of(bytes));

    assertThat(key.reveal()).matches("([" + SYMBOLS + "]{4}-){13}[" + SYMBOLS + "]{4}");
    RecoveryKey read = RecoveryKey.parse(key.reveal());
    assertThat(read.secret()).isEqualTo(key.secret());
    assertThat(read.id()).isEqualTo(key.id());
  }

  @Test
  void peopleTypeItInTheirOwnWay() {
    byte[] bytes = new byte[32];
    bytes[0] = 0x01;
    bytes[1] = 0x08;
    RecoveryKey key = RecoveryKey.of(Secret.of(bytes));
    String text = key.reveal();
    assertThat(text).contains("0").contains("1");

    for (String typed :
        new String[] {
          text.toLowerCase(Locale.ROOT),
          text.replace("-", ""),
          text.replace("-", " "),
          text.replace("-", "\u2013\n"),
          " _" + text + ".\t",
          text.replace('0', 'O').replace('1', 'I'),
          text.replace('0', 'o').replace('1', 'l'),
          text.replace('1', 'L'),
          text.replace('1', 'i')
        }) {
      assertThat(RecoveryKey.parse(typed).secret()).as(typed).isEqualTo(key.secret());
    }
  }

  /** Of all single slips in this key; the checksum lets one in 16 million through in general. */
  @Test
  void s43_everySlipIsNoticed() {
    RecoveryKey key =
        RecoveryKey.of(
            Secret.of("a key of thirty-two fixed bytes!".getBytes(StandardCharsets.UTF_8)));
    String text = key.reveal().replace("-", "");
    for (int i = 0; i < text.length(); i++) {
      for (int j = 0; j < SYMBOLS.length(); j++) {
        char other = SYMBOLS.charAt(j);
        if (other != text.charAt(i)) {
          String typed = text.substring(0, i) + other + text.substring(i + 1);
          assertThat(isRefused(typed)).as(typed).isTrue();
        }
      }
      assertThat(isRefused(text.substring(0, i) + text.substring(i + 1))).isTrue();
      assertThat(isRefused(text.substring(0, i) + "0" + text.substring(i))).isTrue();
      if (i > 0 && text.charAt(i) != text.charAt(i - 1)) {
        String swapped =
            text.substring(0, i - 1) + text.charAt(i) + text.charAt(i - 1) + text.substring(i + 1);
        assertThat(isRefused(swapped)).as(swapped).isTrue();
      }
    }
  }

  @Test
  void whatIsNoKeyIsRefused() {
    String text = RecoveryKey.generate(TestKeys.RANDOM).reveal();
    for (String typed :
        new String[] {
          "",
          "-",
          "0",
          text.substring(5),
          text + "-0000",
          text.replace('-', 'U'),
          text.replaceFirst("-", "\u00e9"),
          text.replaceFirst("-", "\u0663"),
          text + text
        }) {
      assertThat(isRefused(typed)).as(typed).isTrue();
    }
  }

  @Test
  void itOpensForItsDataOwnerOnly() {
    RecoveryKey key = RecoveryKey.generate(TestKeys.RANDOM);
    byte[] plaintext = {1, 2, 3};
    byte[] sealed = key.seal(box, plaintext, TestKeys.ALICE);

    assertThat(key.open(box, sealed, TestKeys.ALICE)).isEqualTo(plaintext);
    TestKeys.fails(CryptoFailure.Kind.OPEN, () -> key.open(box, sealed, TestKeys.BOB));
    TestKeys.fails(
        CryptoFailure.Kind.OPEN,
        () -> RecoveryKey.generate(TestKeys.RANDOM).open(box, sealed, TestKeys.ALICE));
    sealed[sealed.length - 1] ^= 1;
    TestKeys.fails(CryptoFailure.Kind.OPEN, () -> key.open(box, sealed, TestKeys.ALICE));
  }

  @Test
  void printingItShowsNothing() {
    RecoveryKey key = RecoveryKey.generate(TestKeys.RANDOM);
    assertThat(key).hasToString("[REDACTED]");
    RecoveryRefused refused =
        catchThrowableOfType(RecoveryRefused.class, () -> RecoveryKey.parse("SECRET-W0RDS"));
    assertThat(refused).hasMessageNotContaining("SECRET").hasNoCause();
  }
}
