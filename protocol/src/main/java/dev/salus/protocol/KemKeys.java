package dev.salus.protocol;

import java.util.Arrays;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** Which bytes are X-Wing public keys that something can be sealed to, by Bouncy Castle. */
final class KemKeys {

  private static final int ML_KEM_BYTES = 1184;

  /** Any private key does: every one is a multiple of the cofactor once it is clamped. */
  private static final byte[] SOME_PRIVATE_KEY = new byte[X25519.SCALAR_SIZE];

  private KemKeys() {}

  /**
   * Whether something can be sealed to these bytes: the ML-KEM-768 key passes the modulus check of
   * FIPS 203 (§7.2), and the X25519 key is no point of small order, with which every agreement
   * fails. Takes about 50 µs: in numbers, a worker's job.
   *
   * @param kem 1 216 bytes
   */
  static boolean canBeSealedTo(byte[] kem) {
    return isMlKem(Arrays.copyOf(kem, ML_KEM_BYTES)) && agrees(kem);
  }

  private static boolean isMlKem(byte[] key) {
    try {
      new MLKEMPublicKeyParameters(MLKEMParameters.ml_kem_768, key);
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  private static boolean agrees(byte[] kem) {
    byte[] agreed = new byte[X25519.POINT_SIZE];
    return X25519.calculateAgreement(SOME_PRIVATE_KEY, 0, kem, ML_KEM_BYTES, agreed, 0);
  }
}
