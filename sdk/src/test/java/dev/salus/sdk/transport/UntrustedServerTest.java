package dev.salus.sdk.transport;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Unavailable;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with a certificate that nobody vouches for. */
final class UntrustedServerTest {

  private static final String PASSWORD = "password";

  @TempDir private Path directory;

  @Test
  void aCertificateThatIsNotTrustedIsToldAsThat() throws Exception {
    Vertx vertx = Vertx.vertx();
    PfxOptions own = new PfxOptions().setPath(certificate().toString()).setPassword(PASSWORD);
    HttpServer server =
        await(
            vertx
                .createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(own))
                .exceptionHandler(refused -> {})
                .requestHandler(request -> request.response().end())
                .listen(0, "127.0.0.1"));
    URI address = URI.create("https://127.0.0.1:" + server.actualPort());
    HttpTransport transport = new HttpTransport(vertx, address, "john", "winter");

    Unavailable refused = failure(Unavailable.class, new ServerApi(transport).me());

    assertThat(refused.detail()).isEqualTo(HttpTransport.UNTRUSTED_CERTIFICATE);
    await(server.close());
    assertThat(failure(Unavailable.class, new ServerApi(transport).me()).detail())
        .isEqualTo("the gateway cannot be reached");
    await(transport.close());
    await(vertx.close());
  }

  /** The JDK makes certificates with its own tool only. */
  private Path certificate() throws Exception {
    Path file = directory.resolve("own.p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process keytool =
        new ProcessBuilder(
                tool,
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-dname",
                "CN=own",
                "-ext",
                "san=ip:127.0.0.1")
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(180, TimeUnit.SECONDS)).isTrue();
    return file;
  }
}
