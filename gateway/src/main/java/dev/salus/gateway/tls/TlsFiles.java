package dev.salus.gateway.tls;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Certificate and key of TLS, in PEM files, which whoever renews them replaces while the server
 * runs.
 *
 * @param certificate the certificate, then those of the authorities between it and the root
 * @param key its private key, PKCS#8, not encrypted
 * @param lookedAtEvery how often the files are looked at for others; they serve from then on
 */
public record TlsFiles(Path certificate, Path key, Duration lookedAtEvery) {

  /** How often files are looked at where nothing else is said. */
  public static final Duration LOOKED_AT_EVERY = Duration.ofSeconds(30);

  /** Refuses to look all the time. */
  public TlsFiles {
    if (lookedAtEvery.toMillis() < 1) {
      throw new IllegalArgumentException("files are looked at once in a millisecond at most");
    }
  }

  /** Files that are looked at {@link #LOOKED_AT_EVERY}. */
  public static TlsFiles of(Path certificate, Path key) {
    return new TlsFiles(certificate, key, LOOKED_AT_EVERY);
  }
}
