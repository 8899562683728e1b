package dev.salus.sdk.crypto;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter.Algorithm;
import org.bouncycastle.crypto.threshold.ShamirSplitSecret;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;

/**
 * Shamir's scheme on 32 bytes, bytewise over GF(2⁸) modulo 0x11b, by Bouncy Castle (protocol §9.4):
 * any {@code k} shares give the secret, fewer say nothing of it. A share is {@code x (1) ‖ y (32)},
 * the shares of a secret have {@code x} from 1 on.
 *
 * <p>Whatever is combined gives 32 bytes: that they are the secret has to be checked otherwise.
 */
public final class SecretShares {

  /** Length of a secret, bytes. */
  public static final int SECRET_BYTES = 32;

  private SecretShares() {}

  /**
   * Splits a secret.
   *
   * @param k how many shares give it back, 1 to n
   * @param n how many shares are made, at most 255
   * @throws IllegalArgumentException for other numbers, or a secret of another length
   */
  public static List<Secret> split(Secret secret, int k, int n, SecureRandom random) {
    if (k < 1 || k > n || n > 0xff || secret.length() != SECRET_BYTES) {
      throw new IllegalArgumentException("1 <= k <= n <= 255 shares of 32 bytes");
    }
    try {
      return secret.use(raw -> split(raw, k, n, random));
    } catch (IOException e) {
      throw new IllegalStateException("a share in memory is written without fail", e);
    }
  }

  private static List<Secret> split(byte[] secret, int k, int n, SecureRandom random)
      throws IOException {
    ShamirSplitSecretShare[] made =
        ShamirSecretSplitter.getInstance(Algorithm.AES, SECRET_BYTES, random)
            .resplit(secret, k, n)
            .getSecretShares();
    List<Secret> shares = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      shares.add(share(i + 1, made[i].getEncoded()));
    }
    return List.copyOf(shares);
  }

  private static Secret share(int x, byte[] y) {
    byte[] share = new byte[1 + y.length];
    share[0] = (byte) x;
    System.arraycopy(y, 0, share, 1, y.length);
    Arrays.fill(y, (byte) 0);
    return Secret.taking(share);
  }

  /**
   * What these shares give.
   *
   * @param shares as many as were needed when the secret was split; with fewer it is something else
   * @throws IllegalArgumentException if there is none, one has another length or {@code x} 0, or
   *     two have the same {@code x}
   */
  public static Secret combine(List<Secret> shares) {
    if (shares.isEmpty()) {
      throw new IllegalArgumentException("no shares");
    }
    Set<Integer> used = new HashSet<>();
    ShamirSplitSecretShare[] parts = new ShamirSplitSecretShare[shares.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = part(shares.get(i), used);
    }
    try {
      return Secret.taking(ShamirSplitSecret.getInstance(Algorithm.AES, parts).getSecret());
    } catch (IOException e) {
      throw new IllegalStateException("a share in memory is read without fail", e);
    }
  }

  private static ShamirSplitSecretShare part(Secret share, Set<Integer> used) {
    return share.use(raw -> part(raw, used));
  }

  private static ShamirSplitSecretShare part(byte[] share, Set<Integer> used) {
    int x = share.length == 0 ? 0 : share[0] & 0xff;
    if (share.length != 1 + SECRET_BYTES || x == 0 || !used.add(x)) {
      throw new IllegalArgumentException("a share has 33 bytes and an x of its own, not 0");
    }
    return new ShamirSplitSecretShare(Arrays.copyOfRange(share, 1, share.length), x);
  }
}
