package dev.salus.app.server;

import dev.salus.app.audit.AuditFile;
import dev.salus.app.audit.AuditLog;
import dev.salus.app.metrics.MetricsEndpoint;
import dev.salus.app.metrics.ServerMetrics;
import dev.salus.app.vertx.FilelessVertx;
import dev.salus.gateway.observation.CallObserver;
import dev.salus.gateway.observation.Observation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Who watches a server: meters and an audit log, each if it is asked for. */
final class Observers implements AutoCloseable {

  private final Vertx vertx;
  private final @Nullable ServerMetrics metrics;
  private final @Nullable AuditLog audit;

  private Observers(Vertx vertx, @Nullable ServerMetrics metrics, @Nullable AuditLog audit) {
    this.vertx = vertx;
    this.metrics = metrics;
    this.audit = audit;
  }

  /**
   * Makes the {@link Vertx} of a process, watched as the options say.
   *
   * @throws IllegalArgumentException for people, if the audit log cannot be written
   */
  static Observers open(ServeOptions options) {
    Path file = options.audit();
    AuditFile audited = file == null ? null : AuditFile.open(file);
    ServerMetrics metrics = options.metricsPort() == null ? null : new ServerMetrics();
    Vertx vertx = vertx(metrics);
    return new Observers(
        vertx, metrics, audited == null ? null : AuditLog.start(vertx, Clock.systemUTC(), audited));
  }

  private static Vertx vertx(@Nullable ServerMetrics metrics) {
    // As many as there are gateways: each finds the entities verticle on its own thread.
    int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
    return metrics == null
        ? FilelessVertx.builder(options -> options.setEventLoopPoolSize(loops)).build()
        : FilelessVertx.builder(
                options ->
                    options
                        .setEventLoopPoolSize(loops)
                        .setMetricsOptions(ServerMetrics.vertxOptions()))
            .withMetrics(metrics.vertx())
            .build();
  }

  Vertx vertx() {
    return vertx;
  }

  Observation observation() {
    return new Observation(metrics == null ? CallObserver.NONE : metrics.calls(), audit);
  }

  /** Measures a server; the port on which that is told, null if nothing is measured. */
  Future<@Nullable Integer> watch(SalusServer server, ServeOptions options) {
    Integer port = options.metricsPort();
    if (metrics == null || port == null) {
      return Future.succeededFuture(null);
    }
    metrics.watch(server::load);
    AtomicInteger listening = new AtomicInteger();
    return vertx
        .deployVerticle(new MetricsEndpoint(metrics, options.metricsHost(), port, listening::set))
        .map(deployed -> listening.get());
  }

  /** After the server, which tells until its end; then the {@link Vertx} may be closed. */
  @Override
  public void close() {
    if (audit != null) {
      audit.close();
    }
    if (metrics != null) {
      metrics.close();
    }
  }
}
