package dev.salus.app.boundaries;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.serviceproxy.ServiceException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Writes down every message that is delivered on an event bus. */
final class BusRecorder {

  private final Queue<Place> heard = new ConcurrentLinkedQueue<>();
  private final Map<String, String> calls = new ConcurrentHashMap<>();

  private BusRecorder() {}

  /** Listens on the bus from now on. */
  static BusRecorder on(Vertx vertx) {
    BusRecorder recorder = new BusRecorder();
    Handler<DeliveryContext<Object>> listener = recorder::hear;
    vertx.eventBus().addInboundInterceptor(listener);
    return recorder;
  }

  /**
   * The messages so far: {@code bus <address> <method>} for a call, the same with {@code answer}
   * for its answer, {@code bus <address>} for an event.
   */
  List<Place> places() {
    return List.copyOf(heard);
  }

  private void hear(DeliveryContext<Object> delivery) {
    Message<Object> message = delivery.message();
    String method = message.headers().get("action");
    String call = message.address() + (method == null ? "" : " " + method);
    if (message.replyAddress() != null) {
      calls.put(message.replyAddress(), call);
    }
    String answered = calls.get(message.address());
    String where = "bus " + (answered == null ? call : answered + " answer");
    heard.add(Place.ofText(where, message.headers() + " " + text(message.body())));
    delivery.next();
  }

  private static String text(Object body) {
    if (body instanceof ServiceException refusal) {
      return refusal.getMessage() + " " + refusal.getDebugInfo();
    }
    return body instanceof ReplyException failure ? failure.getMessage() : String.valueOf(body);
  }
}
