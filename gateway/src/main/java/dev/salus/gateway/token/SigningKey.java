package dev.salus.gateway.token;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * The P-256 key that access tokens are signed with (ES256, RFC 7518 §3.4). Only ever a usable one:
 * a key of another kind cannot be made into one. Its secret part does not leave this class but as
 * the PEM that {@link #privatePem} gives.
 */
public final class SigningKey {

  private static final String CURVE = "secp256r1";
  private static final X9ECParameters P256 = CustomNamedCurves.getByName("P-256");
  private static final int COORDINATE_BYTES = 32;
  private static final String PRIVATE_PEM = "PRIVATE KEY";

  private final ECPrivateKey privateKey;
  private final ECPublicKey publicKey;

  private SigningKey(ECPrivateKey privateKey, ECPublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /** A fresh key; tokens signed with it end with the process that holds it. */
  public static SigningKey generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE), random);
      return of((ECPrivateKey) generator.generateKeyPair().getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime has no P-256", e);
    }
  }

  /**
   * Reads a PEM block of PKCS#8 (RFC 7468 §10).
   *
   * @throws UnusableKeyException if it is anything else, or a key of another kind
   */
  public static SigningKey fromPem(String pem) {
    try (PemReader reader = new PemReader(new StringReader(pem))) {
      PemObject block = reader.readPemObject();
      if (block == null || !block.getType().equals(PRIVATE_PEM)) {
        throw new UnusableKeyException(
            "it must hold one PEM block 'BEGIN PRIVATE KEY' (PKCS#8, not encrypted)");
      }
      KeyFactory keys = KeyFactory.getInstance("EC");
      if (keys.generatePrivate(new PKCS8EncodedKeySpec(block.getContent()))
          instanceof ECPrivateKey key) {
        return of(key);
      }
      throw new UnusableKeyException("it must be a key on the curve P-256");
    } catch (UnusableKeyException e) {
      throw e;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new UnusableKeyException("it is not a readable private key on the curve P-256");
    }
  }

  private static SigningKey of(ECPrivateKey key) throws GeneralSecurityException {
    BigInteger secret = key.getS();
    if (!isP256(key) || secret.signum() <= 0 || secret.compareTo(P256.getN()) >= 0) {
      throw new UnusableKeyException("it must be a key on the curve P-256");
    }
    var point = new FixedPointCombMultiplier().multiply(P256.getG(), secret).normalize();
    ECPoint affine =
        new ECPoint(point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
    KeyFactory keys = KeyFactory.getInstance("EC");
    return new SigningKey(
        key, (ECPublicKey) keys.generatePublic(new ECPublicKeySpec(affine, key.getParams())));
  }

  private static boolean isP256(ECPrivateKey key) {
    return key.getParams().getOrder().equals(P256.getN())
        && key.getParams()
            .getGenerator()
            .getAffineX()
            .equals(P256.getG().normalize().getAffineXCoord().toBigInteger());
  }

  /** The key's id: its thumbprint (RFC 7638), base64url of SHA-256. */
  public String keyId() {
    String canonical =
        "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x() + "\",\"y\":\"" + y() + "\"}";
    return Base64Url.encode(Digests.sha256(canonical.getBytes(StandardCharsets.UTF_8)));
  }

  /** The public half as a JSON Web Key (RFC 7517). */
  public JsonObject publicJwk() {
    return new JsonObject()
        .put("kty", "EC")
        .put("crv", "P-256")
        .put("x", x())
        .put("y", y())
        .put("kid", keyId())
        .put("use", "sig")
        .put("alg", "ES256");
  }

  /** The secret half as PEM PKCS#8. */
  public String privatePem() {
    return pem(PRIVATE_PEM, privateKey);
  }

  /** The public half as PEM. */
  public String publicPem() {
    return pem("PUBLIC KEY", publicKey);
  }

  private String x() {
    return coordinate(publicKey.getW().getAffineX());
  }

  private String y() {
    return coordinate(publicKey.getW().getAffineY());
  }

  private static String coordinate(BigInteger value) {
    return Base64Url.encode(BigIntegers.asUnsignedByteArray(COORDINATE_BYTES, value));
  }

  private static String pem(String type, Key key) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, key.getEncoded()));
    } catch (IOException e) {
      throw new IllegalStateException("a text does not fail to be written", e);
    }
    return text.toString();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "SigningKey[" + keyId() + "]";
  }
}
