package dev.salus.gateway.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a private key is that of a certificate, which nobody else looks at before a handshake.
 */
final class CertifiedKey {

  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final byte[] SIGNED = "a pair".getBytes(StandardCharsets.US_ASCII);

  private CertifiedKey() {}

  /**
   * Requires that what the key signs the certificate verifies.
   *
   * @param certificates PEM, the server's own first
   * @param key PEM, PKCS#8
   * @throws CertificateException if it does not, or one of them cannot be read
   */
  static void require(byte[] certificates, byte[] key) throws CertificateException {
    PublicKey certified = certified(certificates);
    try {
      if (!verifies(certified, signature(privateKey(key, certified), certified))) {
        throw new CertificateException("the key is not that of the certificate");
      }
    } catch (CertificateException refused) {
      throw refused;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new CertificateException("the key is not that of the certificate", e);
    }
  }

  private static PublicKey certified(byte[] certificates) throws CertificateException {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(certificates))
          .getPublicKey();
    } catch (CertificateException e) {
      throw new CertificateException("the certificate is none in PEM (BEGIN CERTIFICATE)", e);
    }
  }

  private static PrivateKey privateKey(byte[] pem, PublicKey certified)
      throws GeneralSecurityException {
    Matcher key = PKCS8.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    if (!key.find()) {
      throw new CertificateException(
          "the key is not PKCS#8 in PEM (BEGIN PRIVATE KEY; 'openssl pkcs8 -topk8 -nodes' makes it so)");
    }
    byte[] der = Base64.getMimeDecoder().decode(key.group(1));
    return KeyFactory.getInstance(certified.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  private static byte[] signature(PrivateKey key, PublicKey certified)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm(certified));
    signature.initSign(key);
    signature.update(SIGNED);
    return signature.sign();
  }

  private static boolean verifies(PublicKey certified, byte[] signed)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm(certified));
    signature.initVerify(certified);
    signature.update(SIGNED);
    return signature.verify(signed);
  }

  private static String algorithm(PublicKey certified) {
    return switch (certified.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> certified.getAlgorithm();
    };
  }
}
