package dev.salus.storage.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Makes revisions: {@code generation-hash}.
 *
 * <p>The hash covers the content and the revision that the content replaces, so equal revisions
 * mean equal content and an equal history. The generation grows with every write of a document,
 * deletions included, which keeps two revisions of it apart even when their content is the same.
 */
public final class Revision {

  private static final int HASH_BYTES = 16;

  private Revision() {}

  /**
   * The hash part, SHA-256 cut to 128 bits.
   *
   * @param replaced the revision that the body replaces; null for a document that is created
   * @param body in its encoded form
   */
  public static String hash(@Nullable String replaced, byte[] body) {
    MessageDigest sha256 = sha256();
    // A revision never holds a NUL, so the two parts cannot run into each other.
    sha256.update(((replaced == null ? "" : replaced) + '\0').getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sha256.digest(body), 0, HASH_BYTES);
  }

  /** The revision of this generation with this hash. */
  public static String of(long generation, String hash) {
    return generation + "-" + hash;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
