package dev.salus.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.gateway.RunningGateway;
import dev.salus.gateway.files.PublicFile;
import dev.salus.gateway.openapi.DocumentationFiles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that speaks TLS by itself. */
class TlsTest {

  private static final Duration OFTEN = Duration.ofMillis(20);

  @TempDir private static Path made;
  @TempDir private Path directory;
  private static KeyStore first;
  private static KeyStore second;

  @BeforeAll
  static void makeCertificates() throws Exception {
    first = Certificates.make(made, "first");
    second = Certificates.make(made, "second");
  }

  private TlsFiles files() {
    return new TlsFiles(directory.resolve("tls.crt"), directory.resolve("tls.key"), OFTEN);
  }

  private void put(KeyStore certificate, KeyStore key) throws Exception {
    Certificates.put(directory, certificate, key);
  }

  private static boolean shows(RunningGateway gateway, KeyStore certificate) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            Certificates.trusting(certificate)
                .getSocketFactory()
                .createSocket("127.0.0.1", gateway.port())) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
          .equals(certificate.getCertificate(Certificates.ALIAS));
    } catch (SSLHandshakeException anotherOne) {
      return false;
    }
  }

  @Test
  void requestsAndTheirAnswersGoOverTls() throws Exception {
    put(first, first);
    try (RunningGateway gateway = RunningGateway.with(options -> options.withTls(files()))) {
      HttpClient client =
          HttpClient.newBuilder()
              .sslContext(Certificates.trusting(first))
              .version(HttpClient.Version.HTTP_1_1)
              .build();
      URI api = URI.create("https://127.0.0.1:" + gateway.port() + RunningGateway.API);
      String body = "{\"login\": \"admin\", \"password\": \"" + "x".repeat(40_000) + "\"}";

      HttpResponse<String> refused =
          client.send(
              HttpRequest.newBuilder(URI.create(api + "/auth/login"))
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .header("Content-Type", "application/json")
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      PublicFile program =
          DocumentationFiles.all().stream()
              .filter(file -> file.path().endsWith("bundle.js"))
              .findFirst()
              .orElseThrow();
      HttpResponse<byte[]> large =
          client.send(
              HttpRequest.newBuilder(api.resolve(program.path())).build(),
              HttpResponse.BodyHandlers.ofByteArray());

      assertThat(refused.statusCode()).isIn(400, 401);
      assertThat(refused.headers().firstValue("Strict-Transport-Security")).isPresent();
      assertThat(large.body()).hasSize(program.plain().length());
    }
  }

  @Test
  void filesThatAreReplacedServeWithoutARestart() throws Exception {
    put(first, first);
    try (RunningGateway gateway = RunningGateway.with(options -> options.withTls(files()))) {
      assertThat(shows(gateway, first)).isTrue();

      put(second, first);
      assertThat(shows(gateway, first)).as("no pair: the one of before stays").isTrue();
      put(second, second);

      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!shows(gateway, second)) {
        assertThat(System.nanoTime()).as("the second one is shown").isLessThan(until);
      }
      assertThat(shows(gateway, first)).isFalse();
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .sslContext(Certificates.trusting(second))
              .build()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("https://127.0.0.1:" + gateway.port() + "/health/live"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }
  }

  @Test
  void aKeyOfAnotherCertificateIsRefusedAtTheStart() throws Exception {
    put(first, second);

    assertThatThrownBy(() -> RunningGateway.with(options -> options.withTls(files())).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the key is not that of the certificate");
  }

  @Test
  void withoutItsFilesItDoesNotStartAndSaysWhich() {
    assertThatThrownBy(() -> RunningGateway.with(options -> options.withTls(files())).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tls.crt");
  }
}
