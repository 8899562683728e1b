package dev.salus.gateway.tls;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.gateway.GatewayOptions;
import dev.salus.gateway.RunningGateway;
import dev.salus.gateway.openapi.PublicFile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2, which clients choose with TLS: many requests on one connection, within its bounds. */
class Http2Test {

  /** So that one answer that the client does not take does not keep it from taking others. */
  private static final int ROOM = 4 * 1024 * 1024;

  @TempDir private static Path directory;
  private static TlsFiles files;

  private final Vertx vertx = Vertx.vertx();
  private final Promise<HttpConnection> connected = Promise.promise();
  private final Promise<Void> closed = Promise.promise();
  private final HttpClient client =
      vertx
          .httpClientBuilder()
          .with(
              new HttpClientOptions()
                  .setSsl(true)
                  .setTrustAll(true)
                  .setVerifyHost(false)
                  .setUseAlpn(true)
                  .setProtocolVersion(HttpVersion.HTTP_2)
                  .setHttp2ConnectionWindowSize(ROOM))
          .withConnectHandler(
              connection -> {
                connection.closeHandler(end -> closed.tryComplete());
                connected.tryComplete(connection);
              })
          .build();

  @BeforeAll
  static void makeCertificate() throws Exception {
    KeyStore certificate = Certificates.make(directory, "it");
    Certificates.put(directory, certificate, certificate);
    files = TlsFiles.of(directory.resolve("tls.crt"), directory.resolve("tls.key"));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private static RunningGateway gateway(UnaryOperator<GatewayOptions> change) {
    return RunningGateway.with(options -> change.apply(options.withTls(files)));
  }

  private Future<Buffer> get(RunningGateway gateway, String path) {
    return client
        .request(HttpMethod.GET, gateway.port(), "127.0.0.1", path)
        .compose(request -> request.send())
        .compose(
            response -> {
              assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
              assertThat(response.statusCode()).isEqualTo(200);
              return response.body();
            });
  }

  @Test
  void manyRequestsAtOnceAreAnsweredOnOneConnection() {
    try (RunningGateway gateway = gateway(options -> options)) {
      List<Future<Buffer>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        answers.add(get(gateway, i % 10 == 0 ? "/docs/swagger-ui-bundle.js" : "/health/live"));
      }

      await(Future.all(answers));
      assertThat(answers.get(0).result().length()).isEqualTo(PublicFile.PROGRAM.plain().length());
      assertThat(await(connected.future()).remoteSettings().getMaxConcurrentStreams())
          .isEqualTo(ServedCertificate.REQUESTS_AT_ONCE);
      assertThat(closed.future().isComplete()).isFalse();
    }
  }

  @Test
  void aBodyThatIsLargerThanItsWindowArrives() {
    try (RunningGateway gateway = gateway(options -> options)) {
      JsonObject credentials = RunningGateway.credentials(RunningGateway.ADMIN);
      HttpClientResponse loggedIn =
          await(post(gateway, "/auth/login", new JsonObject(), credentials.encode()));
      String token = "Bearer " + await(loggedIn.body()).toJsonObject().getString("accessToken");
      String ids = "\"x\",".repeat(200_000) + "\"x\"";

      HttpClientResponse refused =
          await(
              post(
                  gateway,
                  "/entities/Patient/get",
                  new JsonObject().put("Authorization", token),
                  "{\"ids\": [" + ids + "]}"));

      assertThat(refused.statusCode()).as("too many ids, all of them read").isEqualTo(400);
    }
  }

  private Future<HttpClientResponse> post(
      RunningGateway gateway, String path, JsonObject headers, String body) {
    return client
        .request(HttpMethod.POST, gateway.port(), "127.0.0.1", RunningGateway.API + path)
        .compose(
            request -> {
              request.putHeader("Content-Type", "application/json");
              headers.forEach(
                  header -> request.putHeader(header.getKey(), header.getValue().toString()));
              return request.send(body);
            })
        .compose(response -> response.body().map(read -> response));
  }

  @Test
  void t24_whoTakesNoAnswerIsClosedOnHoweverMuchElseTheyAsk() {
    Duration second = Duration.ofSeconds(1);
    try (RunningGateway gateway =
        gateway(
            options ->
                options.withConnections(options.connections().withTimeouts(second, second)))) {
      await(
          client
              .request(HttpMethod.GET, gateway.port(), "127.0.0.1", "/docs/swagger-ui-bundle.js")
              .compose(request -> request.send())
              .map(response -> response.pause()));

      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!closed.future().isComplete()) {
        // What is asked just then may get no answer at all.
        await(Future.any(get(gateway, "/health/live"), closed.future()).otherwiseEmpty());
        assertThat(System.nanoTime()).as("it is closed").isLessThan(until);
      }
    }
  }
}
