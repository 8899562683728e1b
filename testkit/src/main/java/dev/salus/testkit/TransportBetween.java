package dev.salus.testkit;

import dev.salus.api.ChangeFilter;
import dev.salus.api.operation.Operation;
import dev.salus.sdk.transport.Account;
import dev.salus.sdk.transport.EventStream;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and its transport; as it is, everything passes. For tests that need more
 * than a {@link HostileServer} does, such as coming between event streams.
 */
public class TransportBetween implements Transport {

  private final Transport real;

  /** In front of this transport, which is closed with it. */
  public TransportBetween(Transport real) {
    this.real = real;
  }

  @Override
  public Future<@Nullable JsonObject> call(
      Operation operation, JsonObject parameters, @Nullable JsonObject body) {
    return real.call(operation, parameters, body);
  }

  @Override
  public Account account() {
    return real.account();
  }

  @Override
  public Future<EventStream> subscribe(ChangeFilter filter, Handler<JsonObject> listener) {
    return real.subscribe(filter, listener);
  }

  @Override
  public Future<Void> close() {
    return real.close();
  }
}
