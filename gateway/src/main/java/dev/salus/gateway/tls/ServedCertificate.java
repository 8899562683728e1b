package dev.salus.gateway.tls;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that a server shows. Connections that are there keep the one that they began
 * with; files that are no pair, or not whole yet, change nothing and are looked at again. For one
 * event loop only.
 */
public final class ServedCertificate {

  private static final Logger LOG = LoggerFactory.getLogger(ServedCertificate.class);
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

  /** What the files have in them. */
  private record Pair(Buffer certificate, Buffer key) {

    static Pair read(TlsFiles files) throws IOException, CertificateException {
      Pair read = new Pair(bytes(files.certificate()), bytes(files.key()));
      CertifiedKey.require(read.certificate.getBytes(), read.key.getBytes());
      return read;
    }

    private static Buffer bytes(Path file) throws IOException {
      return Buffer.buffer(Files.readAllBytes(file));
    }

    PemKeyCertOptions options() {
      return new PemKeyCertOptions().addCertValue(certificate).addKeyValue(key);
    }
  }

  private final Vertx vertx;
  private final TlsFiles files;
  private Pair served;
  private boolean refused;

  private ServedCertificate(Vertx vertx, TlsFiles files, Pair served) {
    this.vertx = vertx;
    this.files = files;
    this.served = served;
  }

  /** Reads the files; fails with {@link IllegalArgumentException} naming the one that it cannot. */
  public static Future<ServedCertificate> read(Vertx vertx, TlsFiles files) {
    return vertx
        .executeBlocking(() -> Pair.read(files), false)
        .map(pair -> new ServedCertificate(vertx, files, pair))
        .recover(
            failure ->
                Future.failedFuture(
                    new IllegalArgumentException(
                        "TLS with "
                            + files.certificate()
                            + " and "
                            + files.key()
                            + ": "
                            + why(failure),
                        failure)));
  }

  /**
   * Has a server speak TLS 1.2 and 1.3, and nothing else, with this certificate.
   *
   * @param handshake how long one may take
   */
  public void applyTo(HttpServerOptions options, Duration handshake) {
    options
        .setSsl(true)
        .setUseAlpn(false)
        .setSslHandshakeTimeout(handshake.toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setEnabledSecureTransportProtocols(PROTOCOLS)
        .setKeyCertOptions(served.options());
  }

  /** Shows the certificate that is in the files, whenever that is another one. */
  public void follow(HttpServer server) {
    vertx.setPeriodic(
        files.lookedAtEvery().toMillis(),
        timer ->
            vertx
                .executeBlocking(() -> Pair.read(files), true)
                .compose(found -> found.equals(served) ? same() : show(server, found))
                .onFailure(this::refuse));
  }

  private Future<Void> same() {
    refused = false;
    return Future.succeededFuture();
  }

  private Future<Void> show(HttpServer server, Pair found) {
    ServerSSLOptions options =
        new ServerSSLOptions()
            .setUseAlpn(false)
            .setEnabledSecureTransportProtocols(PROTOCOLS)
            .setKeyCertOptions(found.options());
    return server
        .updateSSLOptions(options)
        .onSuccess(
            shown -> {
              served = found;
              refused = false;
              LOG.info("the certificate in {} is shown from now on", files.certificate());
            })
        .mapEmpty();
  }

  private static String why(Throwable failure) {
    if (failure instanceof NoSuchFileException missing) {
      return missing.getFile() + " is not there";
    }
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile() + " may not be read by this user";
    }
    return String.valueOf(failure.getMessage());
  }

  /** Said once for each time that files are changed to what cannot be used. */
  private void refuse(Throwable failure) {
    if (!refused) {
      refused = true;
      LOG.warn(
          "the certificate or key in {} cannot be used ({}); the one of before stays",
          files.certificate(),
          why(failure));
    }
  }
}
