package dev.salus.sdk.crypto;

import static dev.salus.sdk.crypto.TestKeys.RANDOM;
import static dev.salus.sdk.crypto.TestKeys.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.salus.sdk.crypto.CryptoFailure.Kind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AeadBoxTest {

  private final AeadBox box = new AeadBox(RANDOM);
  private final Secret key = Secret.random(32, RANDOM);

  @Property(tries = 200)
  void opensWhatItSealed(@ForAll byte[] plaintext, @ForAll byte[] aad) {
    byte[] sealed = box.seal(key, plaintext, aad);
    assertThat(sealed).hasSize(12 + plaintext.length + 16);
    assertThat(box.open(key, sealed, aad)).isEqualTo(plaintext);
  }

  @Property(tries = 500)
  void findsAnyChangedBit(
      @ForAll @Size(max = 64) byte[] plaintext,
      @ForAll @IntRange(min = 0, max = 10_000) int at,
      @ForAll @IntRange(min = 0, max = 7) int bit) {
    byte[] sealed = box.seal(key, plaintext, new byte[] {1});
    sealed[at % sealed.length] ^= (byte) (1 << bit);
    fails(Kind.OPEN, () -> box.open(key, sealed, new byte[] {1}));
  }

  @Property(tries = 100)
  void findsAnyOtherLength(@ForAll @IntRange(min = 0, max = 100) int length) {
    byte[] sealed = box.seal(key, new byte[40], new byte[0]);
    if (length != sealed.length) {
      byte[] other = Arrays.copyOf(sealed, length);
      fails(Kind.OPEN, () -> box.open(key, other, new byte[0]));
    }
  }

  @Property(tries = 100)
  void findsOtherAdditionalData(@ForAll byte[] aad, @ForAll byte[] other) {
    byte[] sealed = box.seal(key, new byte[] {1, 2}, aad);
    if (!Arrays.equals(aad, other)) {
      fails(Kind.OPEN, () -> box.open(key, sealed, other));
    }
  }

  @Test
  void findsAnotherKey() {
    byte[] sealed = box.seal(key, new byte[] {1, 2}, new byte[0]);
    fails(Kind.OPEN, () -> box.open(Secret.random(32, RANDOM), sealed, new byte[0]));
  }

  @Test
  void noncesAreFresh() {
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      nonces.add(Arrays.toString(Arrays.copyOf(box.seal(key, new byte[0], new byte[0]), 12)));
    }
    assertThat(nonces).hasSize(1000);
  }

  @Test
  void keysOfAes128And192AreRefused() {
    for (int length : new int[] {0, 16, 24, 31, 33}) {
      Secret other = Secret.of(new byte[length]);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> box.seal(other, new byte[0], new byte[0]));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> box.open(other, new byte[40], new byte[0]));
    }
  }

  @Test
  void failuresSayNothingMore() {
    byte[] sealed = box.seal(key, new byte[4], new byte[0]);
    sealed[0] ^= 1;
    CryptoFailure failure =
        catchThrowableOfType(CryptoFailure.class, () -> box.open(key, sealed, new byte[0]));
    assertThat(failure).hasMessage("does not open").hasNoCause();
    assertThat(failure.getStackTrace()).isEmpty();
  }
}
