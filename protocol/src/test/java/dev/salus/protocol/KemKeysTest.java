package dev.salus.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.bouncycastle.crypto.hpke.HPKE;
import org.junit.jupiter.api.Test;

class KemKeysTest {

  private static final int X25519_AT = 1184;

  private final byte[] key = key();

  private static byte[] key() {
    HPKE suite =
        new HPKE(HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    return suite.serializePublicKey(suite.generatePrivateKey().getPublic());
  }

  @Test
  void aKeyThatWasGeneratedIsOne() {
    assertThat(KemKeys.canBeSealedTo(key)).isTrue();
  }

  @Test
  void aCoefficientThatIsNotReducedIsRefused() {
    for (int at : new int[] {0, 384, 1149}) {
      byte[] bad = key.clone();
      bad[at] = (byte) 0xff;
      bad[at + 1] = (byte) (bad[at + 1] | 0x0f);

      assertThat(KemKeys.canBeSealedTo(bad)).as("at %d", at).isFalse();
    }
  }

  @Test
  void aPointOfSmallOrderIsRefused() {
    byte[] bad = key.clone();
    Arrays.fill(bad, X25519_AT, bad.length, (byte) 0);
    assertThat(KemKeys.canBeSealedTo(bad)).isFalse();
    bad[X25519_AT] = 1;
    assertThat(KemKeys.canBeSealedTo(bad)).isFalse();
  }
}
