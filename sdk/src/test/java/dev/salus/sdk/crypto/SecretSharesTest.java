package dev.salus.sdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Shamir's scheme by Bouncy Castle against the protocol's arithmetic, written here once more:
 * GF(2⁸) modulo 0x11b, a share {@code x ‖ y} (protocol §9.4).
 */
class SecretSharesTest {

  /** Multiplication of polynomials over GF(2), reduced by x⁸ + x⁴ + x³ + x + 1. */
  private static int times(int a, int b) {
    int product = 0;
    for (int bit = 0; bit < 8; bit++) {
      if ((b >> bit & 1) != 0) {
        product ^= a << bit;
      }
    }
    for (int bit = 14; bit >= 8; bit--) {
      if ((product >> bit & 1) != 0) {
        product ^= 0x11b << (bit - 8);
      }
    }
    return product;
  }

  private static int inverse(int a) {
    for (int b = 1; b < 256; b++) {
      if (times(a, b) == 1) {
        return b;
      }
    }
    throw new IllegalArgumentException("0 has no inverse");
  }

  /** Lagrange's interpolation at 0; subtracting is adding. */
  static Secret interpolated(List<Secret> shares) {
    byte[] secret = new byte[SecretShares.SECRET_BYTES];
    for (Secret share : shares) {
      int x = share.revealBytes()[0] & 0xff;
      int factor = 1;
      for (Secret other : shares) {
        int at = other.revealBytes()[0] & 0xff;
        if (at != x) {
          factor = times(factor, times(at, inverse(at ^ x)));
        }
      }
      for (int i = 0; i < secret.length; i++) {
        secret[i] ^= (byte) times(factor, share.revealBytes()[1 + i] & 0xff);
      }
    }
    return Secret.of(secret);
  }

  @Property(tries = 60)
  void anyKOfNGiveTheSecretByEitherArithmetic(
      @ForAll @IntRange(min = 1, max = 12) int n,
      @ForAll @IntRange(min = 1, max = 12) int wish,
      @ForAll Random random) {
    int k = Math.min(wish, n);
    Secret secret = Secret.random(32, TestKeys.RANDOM);
    List<Secret> shares = new ArrayList<>(SecretShares.split(secret, k, n, TestKeys.RANDOM));
    for (int i = 0; i < n; i++) {
      assertThat(shares.get(i).length()).isEqualTo(33);
      assertThat(shares.get(i).revealBytes()[0]).isEqualTo((byte) (i + 1));
    }
    Collections.shuffle(shares, random);

    List<Secret> some = shares.subList(0, k);

    assertThat(interpolated(some)).isEqualTo(secret);
    assertThat(SecretShares.combine(some)).isEqualTo(secret);
    assertThat(SecretShares.combine(shares)).isEqualTo(secret);
    if (k > 1) {
      assertThat(SecretShares.combine(shares.subList(0, k - 1))).isNotEqualTo(secret);
    }
  }

  @Test
  void theMostSharesWork() {
    Secret secret = Secret.random(32, TestKeys.RANDOM);
    List<Secret> shares = SecretShares.split(secret, 3, 255, TestKeys.RANDOM);

    assertThat(SecretShares.combine(List.of(shares.get(254), shares.get(127), shares.get(0))))
        .isEqualTo(secret);
  }

  /** With two shares needed, one alone fits every secret equally well. */
  @Test
  void oneShareOfTwoFitsEverySecret() {
    Secret share =
        SecretShares.split(Secret.random(32, TestKeys.RANDOM), 2, 2, TestKeys.RANDOM).get(0);
    boolean[] reached = new boolean[256];
    for (int y = 0; y < 256; y++) {
      byte[] other = new byte[33];
      other[0] = 2;
      other[1] = (byte) y;
      reached[SecretShares.combine(List.of(share, Secret.of(other))).revealBytes()[0] & 0xff] =
          true;
    }
    assertThat(reached).containsOnly(true);
  }

  @Test
  void whatIsNoSetOfSharesIsRefused() {
    Secret good =
        SecretShares.split(Secret.random(32, TestKeys.RANDOM), 1, 1, TestKeys.RANDOM).get(0);
    byte[] zero = good.revealBytes();
    zero[0] = 0;
    refused(List.of());
    refused(List.of(good, good));
    refused(List.of(Secret.of(zero)));
    refused(List.of(Secret.of(new byte[0])));
    refused(List.of(Secret.random(32, TestKeys.RANDOM)));
    refused(List.of(Secret.random(34, TestKeys.RANDOM)));
  }

  private static void refused(List<Secret> shares) {
    assertThatIllegalArgumentException().isThrownBy(() -> SecretShares.combine(shares));
  }

  @Test
  void nonsenseIsNotSplit() {
    Secret secret = Secret.random(32, TestKeys.RANDOM);
    for (int[] kn : new int[][] {{0, 1}, {2, 1}, {1, 256}, {-1, 3}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SecretShares.split(secret, kn[0], kn[1], TestKeys.RANDOM));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SecretShares.split(Secret.random(31, TestKeys.RANDOM), 1, 1, TestKeys.RANDOM));
  }
}
