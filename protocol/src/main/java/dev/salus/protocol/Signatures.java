package dev.salus.protocol;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Verification of Ed25519 signatures (RFC 8032), by Bouncy Castle. */
public final class Signatures {

  /** Length of a public key, bytes. */
  public static final int PUBLIC_KEY_BYTES = Ed25519.PUBLIC_KEY_SIZE;

  /** Length of a signature, bytes. */
  public static final int SIGNATURE_BYTES = Ed25519.SIGNATURE_SIZE;

  private Signatures() {}

  /**
   * Whether the signature is this key's over this message. Takes about 50 µs: in numbers, a
   * worker's job.
   *
   * @param publicKey 32 bytes; an invalid point verifies nothing
   * @param signature 64 bytes; of another length verifies nothing
   */
  public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    return publicKey.length == PUBLIC_KEY_BYTES
        && signature.length == SIGNATURE_BYTES
        && AsymmetricOperation.of(
            AsymmetricOperation.VERIFY,
            () -> Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length));
  }
}
