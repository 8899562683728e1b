package dev.salus.app.metrics;

import dev.salus.api.ErrorCode;
import dev.salus.api.operation.Operation;
import dev.salus.api.operation.ServiceName;
import dev.salus.gateway.observation.CallObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls by operation and outcome, and times them by operation and by service. A meter is
 * made at its first use and then found in maps of enums that never change: a call costs clock
 * readings, two additions to histograms and one to a counter, and makes nothing.
 */
final class CallMeters implements CallObserver {

  private static final Duration[] BOUNDS = {
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final Map<Operation, OfOperation> operations = new EnumMap<>(Operation.class);
  private final Map<ServiceName, FirstUse<Timer>> services = new EnumMap<>(ServiceName.class);

  /** What is made when it is used first; by two threads at once twice, as the same. */
  private static final class FirstUse<M> {
    private final Supplier<M> make;
    private volatile @Nullable M made;

    FirstUse(Supplier<M> make) {
      this.make = make;
    }

    M get() {
      M known = made;
      if (known == null) {
        known = make.get();
        made = known;
      }
      return known;
    }
  }

  private record OfOperation(
      FirstUse<Timer> time, FirstUse<Counter> ok, Map<ErrorCode, FirstUse<Counter>> refused) {

    Counter counter(@Nullable ErrorCode outcome) {
      FirstUse<Counter> counter = outcome == null ? ok : refused.get(outcome);
      return (counter == null ? ok : counter).get();
    }
  }

  CallMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Operation operation : Operation.values()) {
      operations.put(operation, metersOf(operation));
    }
    for (ServiceName service : ServiceName.values()) {
      services.put(service, new FirstUse<>(() -> timer(service)));
    }
  }

  private OfOperation metersOf(Operation operation) {
    Map<ErrorCode, FirstUse<Counter>> refused = new EnumMap<>(ErrorCode.class);
    for (ErrorCode outcome : ErrorCode.values()) {
      refused.put(outcome, new FirstUse<>(() -> counter(operation, outcome.code())));
    }
    return new OfOperation(
        new FirstUse<>(() -> timer(operation)),
        new FirstUse<>(() -> counter(operation, "ok")),
        refused);
  }

  @Override
  public void answered(Operation operation, @Nullable ErrorCode outcome, long nanos) {
    OfOperation meters = operations.get(operation);
    if (meters != null) {
      meters.time().get().record(nanos, TimeUnit.NANOSECONDS);
      meters.counter(outcome).increment();
    }
    if (outcome != null && operation == Operation.LOG_IN) {
      registry.counter("salus.logins.refused", "outcome", outcome.code()).increment();
    }
  }

  @Override
  public void served(ServiceName service, long nanos) {
    FirstUse<Timer> timer = services.get(service);
    if (timer != null) {
      timer.get().record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void refused(ErrorCode why) {
    registry.counter("salus.requests.unrouted", "outcome", why.code()).increment();
  }

  private Timer timer(Operation operation) {
    return Timer.builder("salus.request")
        .description("From a request's head to its answer")
        .serviceLevelObjectives(BOUNDS)
        .tag("operation", label(operation))
        .tag("service", ServiceName.of(operation).wireName())
        .register(registry);
  }

  private Timer timer(ServiceName service) {
    return Timer.builder("salus.service")
        .description("From the gateway's question to the service's answer")
        .serviceLevelObjectives(BOUNDS)
        .tag("service", service.wireName())
        .register(registry);
  }

  private Counter counter(Operation operation, String outcome) {
    return Counter.builder("salus.requests")
        .description("Requests that were answered")
        .tag("operation", label(operation))
        .tag("outcome", outcome)
        .register(registry);
  }

  private static String label(Operation operation) {
    return operation.name().toLowerCase(Locale.ROOT);
  }
}
