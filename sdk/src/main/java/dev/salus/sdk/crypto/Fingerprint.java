package dev.salus.sdk.crypto;

import dev.salus.protocol.Digests;
import dev.salus.protocol.Pae;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;

/** A key's fingerprint for people to read out and compare (protocol §2). */
public final class Fingerprint {

  private static final int GROUPS = 12;
  private static final int BYTES_PER_GROUP = 5;
  private static final BigInteger MODULUS = BigInteger.valueOf(100_000);

  private Fingerprint() {}

  /**
   * Twelve groups of five digits with a space between.
   *
   * @param owner the data owner's id
   * @param keyId base64url
   */
  public static String of(String owner, String keyId) {
    byte[] first = Digests.sha256(Pae.encode("salus/v1/fingerprint", owner, keyId));
    byte[] second = Digests.sha256(Pae.encode("salus/v1/fingerprint-2", owner, keyId));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    StringJoiner groups = new StringJoiner(" ");
    for (int i = 0; i < GROUPS; i++) {
      BigInteger number = new BigInteger(1, both, i * BYTES_PER_GROUP, BYTES_PER_GROUP);
      groups.add(String.format(Locale.ROOT, "%05d", number.mod(MODULUS)));
    }
    return groups.toString();
  }
}
