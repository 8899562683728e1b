package dev.salus.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.gateway.RunningGateway;
import dev.salus.gateway.connection.ConnectionLimits;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that never come to the end of their TLS handshake. */
class UnfinishedHandshakesTest {

  private static final int MOST = 8;
  private static final int SILENT = 24;

  /** So long that none ends by it here. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private static final int PATIENCE_MS = 60_000;

  @TempDir private static Path directory;
  private static KeyStore certificate;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = Certificates.make(directory, "first");
    Certificates.put(directory, certificate, certificate);
  }

  private static RunningGateway gateway() throws Exception {
    ConnectionLimits limits = ConnectionLimits.defaults().withHandshakes(MOST, LONG);
    TlsFiles files = TlsFiles.of(directory.resolve("tls.crt"), directory.resolve("tls.key"));
    return RunningGateway.with(options -> options.withTls(files).withConnections(limits));
  }

  private static Socket connect(RunningGateway gateway) throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  /** Over a connection that is there. */
  private static SSLSocket shakeHands(Socket connection) throws Exception {
    SSLSocketFactory factory = Certificates.trusting(certificate).getSocketFactory();
    SSLSocket socket =
        (SSLSocket) factory.createSocket(connection, "127.0.0.1", connection.getPort(), true);
    socket.startHandshake();
    return socket;
  }

  private static void assertAnswers(RunningGateway gateway) throws Exception {
    URI probe = URI.create("https://127.0.0.1:" + gateway.port() + "/health/live");
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .sslContext(Certificates.trusting(certificate))
            .build()
            .send(HttpRequest.newBuilder(probe).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void t22_handshakesThatNeverEndAreCountedAndMakePlaceForOthers() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try (RunningGateway gateway = gateway()) {
      // They count from the first on; whatever is accepted after the second comes later than that.
      assertAnswers(gateway);
      assertAnswers(gateway);
      for (int i = 0; i < SILENT; i++) {
        silent.add(connect(gateway));
      }
      for (Socket longest : silent.subList(0, SILENT - MOST)) {
        assertThat(longest.getInputStream().read()).as("it is closed").isEqualTo(-1);
      }
      for (Socket last : silent.subList(SILENT - MOST, SILENT)) {
        shakeHands(last).close();
      }
    } finally {
      for (Socket each : silent) {
        each.close();
      }
    }
  }
}
