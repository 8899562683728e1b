package dev.salus.sdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
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
    byte[] revealed = secret.revealBytes();
    assertThat(revealed).containsExactly(1, 2, 3);
    revealed[1] = 9;
    assertThat(secret.revealBytes()).containsExactly(1, 2, 3);
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
    assertThat(Secret.of(new byte[] {1, 2}).hashCode()).isEqualTo(2);
    assertThat(Secret.of(new byte[] {3, 4}).hashCode()).isEqualTo(2);
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
    byte[] before = secret.revealBytes();
    secret.wipe();
    assertThatIllegalStateException().isThrownBy(secret::revealBytes);
    assertThat(before).containsExactly(1, 2, 3);
    assertThat(secret).isNotEqualTo(Secret.of(before)).hasToString("[REDACTED]");
    assertThat(secret.length()).isEqualTo(3);
  }

  @Test
  void whatItIsUsedForLeavesNothingBehind() {
    Secret secret = Secret.of(new byte[] {1, 2, 3});
    byte[] used = secret.use(bytes -> bytes);
    assertThat(used).containsOnly(0);
    List<byte[]> seen = new ArrayList<>();
    assertThatIOException()
        .isThrownBy(
            () ->
                secret.use(
                    bytes -> {
                      seen.add(bytes);
                      throw new IOException("no");
                    }));
    assertThat(seen.get(0)).containsOnly(0);
    assertThat(secret.<Integer, RuntimeException>use(bytes -> (int) bytes[2])).isEqualTo(3);
  }

  @Test
  void itIsWipedAtTheEndOfATry() {
    Secret kept = Secret.of(new byte[] {1, 2, 3});
    Secret copy;
    try (Secret brief = kept.copy()) {
      copy = brief;
    }
    assertThatIllegalStateException().isThrownBy(copy::revealBytes);
    assertThat(kept.revealBytes()).containsExactly(1, 2, 3);
  }

  @Test
  void randomOnesDiffer() {
    assertThat(Secret.random(32, TestKeys.RANDOM)).isNotEqualTo(Secret.random(32, TestKeys.RANDOM));
    assertThat(Secret.random(16, TestKeys.RANDOM).length()).isEqualTo(16);
  }
}
