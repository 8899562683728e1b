package dev.salus.app.metrics;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** {@code GET /metrics} at an address of its own, without a log-in: for this machine, usually. */
public final class MetricsEndpoint extends VerticleBase {

  private static final String PATH = "/metrics";
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final int IDLE_SECONDS = 60;
  private static final int NOT_FOUND = 404;
  private static final int FAILED = 500;

  private final ServerMetrics metrics;
  private final String host;
  private final int port;
  private final Consumer<Integer> listening;

  /**
   * @param port 0 for a free one
   * @param listening is told the port once it listens
   */
  public MetricsEndpoint(
      ServerMetrics metrics, String host, int port, Consumer<Integer> listening) {
    this.metrics = metrics;
    this.host = host;
    this.port = port;
    this.listening = listening;
  }

  /** Listens; fails if the address cannot be had. */
  @Override
  public Future<HttpServer> start() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(port)
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeout(IDLE_SECONDS);
    return vertx
        .createHttpServer(options)
        .requestHandler(this::answer)
        .listen()
        .onSuccess(server -> listening.accept(server.actualPort()));
  }

  private void answer(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.GET) || !PATH.equals(request.path())) {
      request.response().setStatusCode(NOT_FOUND).end();
      return;
    }
    vertx
        .executeBlocking(metrics::scrape, false)
        .onSuccess(text -> request.response().putHeader(HttpHeaders.CONTENT_TYPE, TEXT).end(text))
        .onFailure(failure -> request.response().setStatusCode(FAILED).end());
  }
}
