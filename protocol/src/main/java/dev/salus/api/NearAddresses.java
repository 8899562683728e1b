package dev.salus.api;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where an instance of a service answers that runs on the same thread as who asks: to hand a
 * question and its answer to another thread, which has to be woken each time, costs more than to
 * answer it. Thread-safe.
 */
final class NearAddresses implements Shareable {

  private static final String SHARED = "dev.salus.api.near";

  private final String address;
  private final Map<Thread, String> ofThreads = new ConcurrentHashMap<>();

  private NearAddresses(String address) {
    this.address = address;
  }

  /** Those of the service at an address. */
  static NearAddresses of(Vertx vertx, String address) {
    return vertx
        .sharedData()
        .<String, NearAddresses>getLocalMap(SHARED)
        .computeIfAbsent(address, NearAddresses::new);
  }

  /** An address for this thread, at which whoever calls this answers. */
  String add() {
    return ofThreads.computeIfAbsent(
        Thread.currentThread(), thread -> address + "@" + thread.getName());
  }

  /** The address for this thread; null if nobody was there so far that answers on it. */
  @Nullable String here() {
    return ofThreads.get(Thread.currentThread());
  }
}
