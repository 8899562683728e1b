package dev.salus.app.server;

import dev.salus.app.config.Configurable;
import dev.salus.app.config.SecretFile;
import dev.salus.gateway.CorsPolicy;
import dev.salus.gateway.GatewayOptions;
import dev.salus.gateway.tls.TlsFiles;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Over what, and from whose pages, a server is asked. */
@Configurable
final class HttpOptions {

  private static final String CERTIFICATE = "--tls-certificate";
  private static final String KEY = "--tls-key";
  private static final String ORIGIN = "--cors-origin";

  @Option(
      names = CERTIFICATE,
      paramLabel = "FILE",
      description =
          "Certificate to speak TLS with, and those of the authorities between it and the root"
              + " (PEM). Looked at again while the server runs.")
  private @Nullable Path certificate;

  @Option(
      names = KEY,
      paramLabel = "FILE",
      description = "Its private key (PEM PKCS#8, not encrypted).")
  private @Nullable Path key;

  @Option(
      names = ORIGIN,
      paramLabel = "ORIGIN",
      split = ",",
      description =
          "Origin of pages of another server that may use this one from a browser, such as"
              + " https://app.example.org; may be given more than once. Without it none.")
  private List<String> origins = List.of();

  /** For the command line. */
  HttpOptions() {}

  /**
   * A gateway that is reached so.
   *
   * @throws IllegalArgumentException naming an option that cannot be used
   */
  GatewayOptions applyTo(GatewayOptions gateway) {
    return gateway.withTls(tls()).withCors(cors());
  }

  /** Says in the log if the key is open to others. */
  void warnOfOpenKey() {
    if (key != null) {
      SecretFile.warnIfOpen(KEY, key);
    }
  }

  /** How addresses of the server begin. */
  String scheme() {
    return certificate == null ? "http" : "https";
  }

  private @Nullable TlsFiles tls() {
    if (certificate == null && key == null) {
      return null;
    }
    if (certificate == null || key == null) {
      throw new IllegalArgumentException(
          CERTIFICATE + " and " + KEY + " are given together, or neither is");
    }
    return TlsFiles.of(certificate, key);
  }

  private CorsPolicy cors() {
    try {
      return CorsPolicy.allowing(origins);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(ORIGIN + ": " + e.getMessage(), e);
    }
  }
}
