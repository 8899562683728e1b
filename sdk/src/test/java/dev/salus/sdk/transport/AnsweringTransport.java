package dev.salus.sdk.transport;

import dev.salus.api.ChangeFilter;
import dev.salus.api.operation.Operation;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;

/** A transport without a server: a test overrides what it needs, all else is refused. */
public abstract class AnsweringTransport implements Transport {

  @Override
  public Future<JsonObject> call(Operation operation, JsonObject parameters, JsonObject body) {
    throw new UnsupportedOperationException(operation.toString());
  }

  @Override
  public Account account() {
    return new Account("test", "somebody");
  }

  @Override
  public Future<EventStream> subscribe(ChangeFilter filter, Handler<JsonObject> listener) {
    throw new UnsupportedOperationException(Operation.SUBSCRIBE.toString());
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
