package dev.salus.benchmarks.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What load goes to.
 *
 * @param port on loopback
 * @param requests the next request, whole; null when there are no more
 */
record Target(int port, Supplier<@Nullable Buffer> requests) {

  /** The same request again and again. */
  static Target always(int port, Buffer request) {
    return new Target(port, () -> request);
  }

  /** The first so many of these requests; for one event loop only. */
  Target times(int count) {
    AtomicInteger left = new AtomicInteger(count);
    return new Target(port, () -> left.getAndDecrement() > 0 ? requests.get() : null);
  }
}
