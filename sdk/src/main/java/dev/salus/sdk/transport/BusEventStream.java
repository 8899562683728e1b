package dev.salus.sdk.transport;

import dev.salus.api.Addresses;
import dev.salus.api.Caller;
import dev.salus.api.event.ChangeFilter;
import dev.salus.api.event.EntityChanged;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The changes on the event bus that a caller may know of, by the same rule as in the gateway. */
final class BusEventStream implements EventStream {

  private final Caller caller;
  private final ChangeFilter filter;
  private final Handler<JsonObject> listener;
  private final List<MessageConsumer<JsonObject>> consumers;
  private final Promise<Void> ended = Promise.promise();

  private BusEventStream(
      Vertx vertx, Caller caller, ChangeFilter filter, Handler<JsonObject> listener) {
    this.caller = caller;
    this.filter = filter;
    this.listener = listener;
    this.consumers =
        filter.types().stream()
            .map(type -> Addresses.entityEvents(type))
            .map(address -> vertx.eventBus().consumer(address, this::onMessage))
            .toList();
  }

  static Future<EventStream> open(
      Vertx vertx, Caller caller, ChangeFilter filter, Handler<JsonObject> listener) {
    BusEventStream stream = new BusEventStream(vertx, caller, filter, listener);
    return Future.all(stream.consumers.stream().map(MessageConsumer::completion).toList())
        .map(listening -> stream);
  }

  private void onMessage(Message<JsonObject> message) {
    EntityChanged change = EntityChanged.fromJson(message.body());
    if (!ended.future().isComplete() && change.isVisibleTo(caller) && filter.matches(change)) {
      listener.handle(change.toEvent());
    }
  }

  @Override
  public Future<Void> close() {
    ended.tryComplete();
    return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  @Override
  public Future<Void> ended() {
    return ended.future();
  }
}
