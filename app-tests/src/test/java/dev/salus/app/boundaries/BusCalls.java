package dev.salus.app.boundaries;

import static dev.salus.testing.Await.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Hears which calls the verticles get over the bus, by address and method. */
final class BusCalls {

  private static final String ADDRESSES = "salus.";

  private final Queue<Call> heard = new ConcurrentLinkedQueue<>();

  /**
   * A call that arrived.
   *
   * @param name as in {@code entities.get}
   * @param by the context of the instance that gets it
   */
  private record Call(String name, Context by) {}

  private BusCalls() {}

  /** Listens on the bus from now on. */
  static BusCalls on(Vertx vertx) {
    BusCalls calls = new BusCalls();
    Handler<DeliveryContext<Object>> listener = calls::hear;
    vertx.eventBus().addInboundInterceptor(listener);
    return calls;
  }

  private void hear(DeliveryContext<Object> delivery) {
    String address = delivery.message().address();
    String method = delivery.message().headers().get("action");
    if (address.startsWith(ADDRESSES) && method != null) {
      String name = address.substring(ADDRESSES.length()) + "." + method;
      heard.add(new Call(name, Vertx.currentContext()));
    }
    delivery.next();
  }

  /** The calls that something takes until it is done, in no order; one entry for each. */
  List<String> during(Supplier<Future<?>> something) {
    heard.clear();
    await(something.get());
    return heard.stream().map(Call::name).toList();
  }

  /** How many instances got the calls since {@link #during} began. */
  int instances() {
    Set<Context> instances = new HashSet<>();
    heard.forEach(call -> instances.add(call.by()));
    return instances.size();
  }
}
