package dev.salus.sdk.crypto;

import static dev.salus.sdk.crypto.TestKeys.ALICE;
import static dev.salus.sdk.crypto.TestKeys.fails;
import static dev.salus.sdk.crypto.TestKeys.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.crypto.CryptoFailure.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HpkeTest {

  private static final byte[] INFO = {1, 2, 3};
  private static final byte[] AAD = {4};

  private final OwnerKey key = key(ALICE);

  @Property(tries = 50)
  void opensWhatWasSealed(@ForAll byte[] plaintext, @ForAll byte[] info, @ForAll byte[] aad) {
    byte[] sealed = Hpke.seal(key.card().kemBytes(), plaintext, info, aad);
    assertThat(sealed).hasSize(Hpke.ENC_BYTES + plaintext.length + 16);
    assertThat(key.open(sealed, info, aad)).isEqualTo(plaintext);
  }

  @Property(tries = 300)
  void findsAnyChangedBit(
      @ForAll @IntRange(min = 0, max = 1167) int at, @ForAll @IntRange(min = 0, max = 7) int bit) {
    byte[] sealed = Hpke.seal(key.card().kemBytes(), new byte[32], INFO, AAD);
    sealed[at] ^= (byte) (1 << bit);
    fails(Kind.OPEN, () -> key.open(sealed, INFO, AAD));
  }

  @Test
  void theUnusedBitOfTheX25519KeyIsFoundToo() {
    byte[] sealed = Hpke.seal(key.card().kemBytes(), new byte[32], INFO, AAD);
    sealed[1119] ^= (byte) 0x80;
    fails(Kind.OPEN, () -> key.open(sealed, INFO, AAD));
  }

  @Test
  void findsAnyOtherLength() {
    byte[] sealed = Hpke.seal(key.card().kemBytes(), new byte[32], INFO, AAD);
    for (int length : new int[] {0, 1, 1119, 1120, 1135, 1136, 1167, 1169}) {
      byte[] other = Arrays.copyOf(sealed, length);
      fails(Kind.OPEN, () -> key.open(other, INFO, AAD));
    }
  }

  @Test
  void isBoundToKeyInfoAndAdditionalData() {
    byte[] sealed = Hpke.seal(key.card().kemBytes(), new byte[32], INFO, AAD);
    fails(Kind.OPEN, () -> key(ALICE).open(sealed, INFO, AAD));
    fails(Kind.OPEN, () -> key.open(sealed, new byte[] {1, 2}, AAD));
    fails(Kind.OPEN, () -> key.open(sealed, INFO, INFO));
  }

  @Test
  void neverSealsTheSameTwice() {
    byte[] kem = key.card().kemBytes();
    assertThat(Hpke.seal(kem, new byte[4], INFO, AAD))
        .isNotEqualTo(Hpke.seal(kem, new byte[4], INFO, AAD));
  }

  @Test
  void hostileEncapsulationsDoNotOpen() {
    byte[] zeros = new byte[1168];
    fails(Kind.OPEN, () -> key.open(zeros, INFO, AAD));
    byte[] smallOrder = Hpke.seal(key.card().kemBytes(), new byte[32], INFO, AAD);
    Arrays.fill(smallOrder, 1088, 1120, (byte) 0);
    fails(Kind.OPEN, () -> key.open(smallOrder, INFO, AAD));
  }

  @Test
  void nothingIsSealedToWhatIsNoPublicKey() {
    byte[] kem = key.card().kemBytes();
    fails(Kind.PUBLIC_KEY, () -> Hpke.seal(new byte[0], new byte[4], INFO, AAD));
    fails(Kind.PUBLIC_KEY, () -> Hpke.seal(Arrays.copyOf(kem, 1215), new byte[4], INFO, AAD));
    fails(Kind.PUBLIC_KEY, () -> Hpke.seal(Arrays.copyOf(kem, 1217), new byte[4], INFO, AAD));
  }

  @Test
  void nothingIsSealedToAPointOfSmallOrder() {
    byte[] kem = key.card().kemBytes();
    Arrays.fill(kem, 1184, 1216, (byte) 0);
    fails(Kind.PUBLIC_KEY, () -> Hpke.seal(kem, new byte[4], INFO, AAD));
  }

  /** FIPS 203 §7.2: coefficients of an encapsulation key are below the modulus. */
  @Test
  void nothingIsSealedToCoefficientsAboveTheModulus() {
    byte[] kem = key.card().kemBytes();
    Arrays.fill(kem, 0, 1152, (byte) 0xff);
    fails(Kind.PUBLIC_KEY, () -> Hpke.seal(kem, new byte[4], INFO, AAD));
  }

  @Test
  void manyThreadsUseOneKey() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<byte[]>> opened = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        byte[] plaintext = {(byte) i};
        opened.add(
            threads.submit(
                () -> key.open(Hpke.seal(key.card().kemBytes(), plaintext, INFO, AAD), INFO, AAD)));
      }
      for (int i = 0; i < 200; i++) {
        assertThat(opened.get(i).get(180, TimeUnit.SECONDS)).containsExactly((byte) i);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
