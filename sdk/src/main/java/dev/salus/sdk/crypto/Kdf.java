package dev.salus.sdk.crypto;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** {@code HKDF} of protocol §0: HKDF-SHA-256 (RFC 5869) with an empty salt. Takes microseconds. */
public final class Kdf {

  private Kdf() {}

  /**
   * Derives bytes for one purpose.
   *
   * @param ikm input keying material
   * @param info the purpose, as UTF-8
   * @param length how many bytes, 8 160 at most
   */
  public static byte[] hkdf(byte[] ikm, String info, int length) {
    return hkdf(ikm, info.getBytes(StandardCharsets.UTF_8), length);
  }

  /** {@link #hkdf(byte[], String, int)} with a purpose that is not a text. */
  public static byte[] hkdf(byte[] ikm, byte[] info, int length) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(new HKDFParameters(ikm, new byte[0], info));
    byte[] derived = new byte[length];
    generator.generateBytes(derived, 0, length);
    return derived;
  }

  /** {@link #hkdf(byte[], String, int)} of a secret, for what may be public. */
  static byte[] hkdf(Secret ikm, String info, int length) {
    return ikm.use(raw -> hkdf(raw, info, length));
  }

  /** {@link #hkdf(byte[], byte[], int)} of a secret, for what may be public. */
  static byte[] hkdf(Secret ikm, byte[] info, int length) {
    return ikm.use(raw -> hkdf(raw, info, length));
  }

  /** Derives a secret from another, for one purpose. */
  public static Secret derive(Secret ikm, String info, int length) {
    return Secret.taking(hkdf(ikm, info, length));
  }
}
