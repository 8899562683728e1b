package dev.salus.sdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SecretTest {

  @Test
  void copiesInAndOut() {
    byte[] given = {1, 2, 3};
    Secret secret = Secret.of(given);
    given[0] = 9;
    byte[] revealed = secret.reveal();
    assertThat(revealed).containsExactly(1, 2, 3);
    revealed[1] = 9;
    assertThat(secret.reveal()).containsExactly(1, 2, 3);
    assertThat(secret.length()).isEqualTo(3);
  }

  @Property(tries = 100)
  void equalityIsThatOfTheBytes(@ForAll byte[] one, @ForAll byte[] other) {
    assertThat(Secret.of(one)).isEqualTo(Secret.of(one)).hasSameHashCodeAs(Secret.of(one));
    assertThat(Secret.of(one).equals(Secret.of(other))).isEqualTo(Arrays.equals(one, other));
    assertThat(Secret.of(one)).isNotEqualTo(one);
  }

  @Test
  void hashCodeSaysTheLengthOnly() {
    assertThat(Secret.of(new byte[] {1, 2})).hasSameHashCodeAs(Secret.of(new byte[] {3, 4}));
  }

  @Property(tries = 100)
  void printsNothing(@ForAll @Size(min = 4, max = 40) byte[] bytes) {
    assertThat(Secret.of(bytes)).hasToString("[REDACTED]");
    assertThat(String.format("%s", Secret.of(bytes)))
        .doesNotContain(HexFormat.of().formatHex(bytes))
        .doesNotContain(Base64.getEncoder().encodeToString(bytes));
  }

  @Test
  void wipedForGood() {
    Secret secret = Secret.of(new byte[] {1, 2, 3});
    byte[] before = secret.reveal();
    secret.wipe();
    assertThatIllegalStateException().isThrownBy(secret::reveal);
    assertThat(before).containsExactly(1, 2, 3);
    assertThat(secret).isNotEqualTo(Secret.of(before)).hasToString("[REDACTED]");
    assertThat(secret.length()).isEqualTo(3);
  }

  @Test
  void randomOnesDiffer() {
    assertThat(Secret.random(32, TestKeys.RANDOM)).isNotEqualTo(Secret.random(32, TestKeys.RANDOM));
    assertThat(Secret.random(16, TestKeys.RANDOM).length()).isEqualTo(16);
  }
}
