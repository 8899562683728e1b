package dev.salus.sdk.transport;

import dev.salus.api.Caller;
import dev.salus.api.ChangeFilter;
import dev.salus.api.operation.Dispatcher;
import dev.salus.api.operation.Operation;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Reaches the verticles over the event bus, for applications that embed them and for tests.
 *
 * <p>The caller is whoever the application says: everyone on the bus is trusted for that, so the
 * bus must not reach further than the application does.
 */
public final class BusTransport implements Transport {

  private static final String ADDRESS = "local";

  private final Vertx vertx;
  private final Caller caller;
  private final Dispatcher dispatcher;
  private final OpenStreams streams = new OpenStreams();

  /** A transport on this Vert.x's event bus that acts for the caller. */
  public BusTransport(Vertx vertx, Caller caller) {
    this.vertx = vertx;
    this.caller = caller;
    this.dispatcher = new Dispatcher(vertx);
  }

  /**
   * Accepts an invitation, which needs no log-in.
   *
   * @param body {@code {token, login, password, card, proof}}
   */
  public static Future<JsonObject> acceptInvitation(Vertx vertx, JsonObject body) {
    return new Dispatcher(vertx)
        .callAsStranger(Operation.ACCEPT_INVITATION, ADDRESS, new JsonObject(), body)
        .map(ServerApi::required);
  }

  @Override
  public Future<@Nullable JsonObject> call(
      Operation operation, JsonObject parameters, @Nullable JsonObject body) {
    return operation.isOpenToStrangers()
        ? dispatcher.callAsStranger(operation, ADDRESS, parameters, body)
        : dispatcher.call(operation, caller, parameters, body);
  }

  @Override
  public Account account() {
    return new Account(ADDRESS, caller.user());
  }

  @Override
  public Future<EventStream> subscribe(ChangeFilter filter, Handler<JsonObject> listener) {
    return BusEventStream.open(vertx, caller, filter, listener).map(streams::add);
  }

  @Override
  public Future<Void> close() {
    return streams.close();
  }
}
