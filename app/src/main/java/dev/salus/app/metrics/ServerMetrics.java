package dev.salus.app.metrics;

import dev.salus.gateway.observation.CallObserver;
import dev.salus.storage.StoreLoad;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * All meters of a process. Their labels are names of operations, services, error codes and pools,
 * all of which are fixed: never an id, a name or a path (threat T16).
 */
public final class ServerMetrics implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CallMeters calls = new CallMeters(registry);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** Meters hold what they ask weakly. */
  private final List<Supplier<ServerLoad>> watched = new CopyOnWriteArrayList<>();

  /** Meters of this process, and none of a server yet. */
  public ServerMetrics() {
    collections.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
  }

  /** Counts and times calls. */
  public CallObserver calls() {
    return calls;
  }

  /**
   * What makes a {@code Vertx} count its worker pools, and nothing that would cost each request.
   */
  public VertxMetricsFactory vertx() {
    return new MicrometerMetricsFactory(registry);
  }

  /** What {@link #vertx} is to be used with. */
  public static MicrometerMetricsOptions vertxOptions() {
    MicrometerMetricsOptions options = new MicrometerMetricsOptions().setEnabled(true);
    for (MetricsDomain domain : MetricsDomain.values()) {
      if (domain != MetricsDomain.NAMED_POOLS) {
        options.addDisabledMetricsCategory(domain);
      }
    }
    return options;
  }

  /**
   * Measures a server too.
   *
   * @param load asked at each reading
   */
  public void watch(Supplier<ServerLoad> load) {
    watched.add(load);
    count(load, "salus.cache.hits", "cards", each -> each.host().cardHits());
    count(load, "salus.cache.misses", "cards", each -> each.host().cardMisses());
    count(load, "salus.cache.hits", "tokens", ServerLoad::tokenHits);
    count(load, "salus.cache.misses", "tokens", ServerLoad::tokenMisses);
    gauge(
        load, "salus.event.sockets", "Clients that are told of changes", ServerLoad::eventSockets);
    if (load.get().host().store().isPresent()) {
      watchStore(load);
    }
  }

  private void watchStore(Supplier<ServerLoad> load) {
    gauge(
        load,
        "salus.store.waiting.documents",
        "Documents that are being read or wait to be written",
        of(StoreLoad::waitingDocuments));
    gauge(
        load,
        "salus.store.waiting.bytes",
        "Bytes of documents that wait to be written",
        of(StoreLoad::waitingBytes));
    FunctionCounter.builder(
            "salus.store.commits", load, each -> of(StoreLoad::commits).applyAsDouble(each.get()))
        .description("Transactions or requests in which writes went to the store")
        .register(registry);
    FunctionCounter.builder(
            "salus.store.committed.documents",
            load,
            each -> of(StoreLoad::committedDocuments).applyAsDouble(each.get()))
        .description("Writes that were in them")
        .register(registry);
  }

  private static ToDoubleFunction<ServerLoad> of(ToDoubleFunction<StoreLoad> value) {
    return load -> load.host().store().map(value::applyAsDouble).orElse(0.0);
  }

  private void count(
      Supplier<ServerLoad> load, String name, String cache, ToDoubleFunction<ServerLoad> value) {
    FunctionCounter.builder(name, load, each -> value.applyAsDouble(each.get()))
        .tag("cache", cache)
        .register(registry);
  }

  private void gauge(
      Supplier<ServerLoad> load,
      String name,
      String description,
      ToDoubleFunction<ServerLoad> value) {
    Gauge.builder(name, load, each -> value.applyAsDouble(each.get()))
        .description(description)
        .register(registry);
  }

  /** All meters in Prometheus' text format; takes milliseconds. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
