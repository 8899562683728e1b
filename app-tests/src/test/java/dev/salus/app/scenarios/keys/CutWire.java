package dev.salus.app.scenarios.keys;

import dev.salus.api.Unavailable;
import dev.salus.api.event.ChangeFilter;
import dev.salus.api.operation.Operation;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.transport.EventStream;
import dev.salus.sdk.transport.Repeats;
import dev.salus.sdk.transport.Transport;
import dev.salus.testkit.TransportBetween;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A wire that is cut after a number of calls, so that a client is stopped in the middle. */
final class CutWire {

  private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
  private volatile boolean lastAnswerLost;

  private final class Cut extends TransportBetween {

    private Cut(Transport real) {
      super(real);
    }

    @Override
    public Future<JsonObject> call(Operation operation, JsonObject parameters, JsonObject body) {
      return passed(() -> super.call(operation, parameters, body));
    }

    @Override
    public Future<EventStream> subscribe(ChangeFilter filter, Handler<JsonObject> listener) {
      return passed(() -> super.subscribe(filter, listener));
    }
  }

  /** The same options over this wire; nothing is sent twice. */
  SalusOptions over(SalusOptions options) {
    return options.withTransport(new Cut(options.transport())).withRepeats(Repeats.NONE);
  }

  /**
   * Lets so many calls through from now on.
   *
   * @param answerLost whether one more arrives, whose answer does not
   */
  void cutAfter(int calls, boolean answerLost) {
    lastAnswerLost = answerLost;
    left.set(calls);
  }

  private <T> Future<T> passed(Supplier<Future<T>> call) {
    int before = left.getAndDecrement();
    if (before > 0) {
      return call.get();
    }
    Future<T> cut = Future.failedFuture(new Unavailable("the wire is cut", 1_000));
    return before == 0 && lastAnswerLost ? call.get().transform(done -> cut) : cut;
  }
}
