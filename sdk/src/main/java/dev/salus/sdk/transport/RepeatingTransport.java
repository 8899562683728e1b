package dev.salus.sdk.transport;

import dev.salus.api.NotFound;
import dev.salus.api.Unavailable;
import dev.salus.api.event.ChangeFilter;
import dev.salus.api.operation.Operation;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Repeats calls that failed with {@link Unavailable}, as they were, a few times and with pauses. An
 * answer may have been lost and not the call, so only those are repeated that the server answers as
 * the first time: what reads, and what is signed.
 */
public final class RepeatingTransport implements Transport {

  /** What the server answers as the first time, because its signature or its target says so. */
  private static final Set<Operation> REPEATABLE =
      Set.of(
          Operation.CREATE_ENTITY,
          Operation.MODIFY_ENTITY,
          Operation.BULK,
          Operation.ENTITIES,
          Operation.GIVE_ACCESS,
          Operation.REMOVE_DELEGATION,
          Operation.REKEY,
          Operation.CREATE_EXCHANGE,
          Operation.ADD_SEALED,
          Operation.PUBLISH_CARD,
          Operation.ENDORSE,
          Operation.RETIRE,
          Operation.PUT_RECOVERY,
          Operation.CREATE_NOTARY_SET,
          Operation.ACCEPT_NOTARY_SET,
          Operation.ASK_NOTARIES,
          Operation.GIVE_SHARE_BACK,
          Operation.ASK_ACCESS_BACK,
          Operation.ACCESS_BACK_DONE);

  /** What is gone when it is deleted again was deleted the first time. */
  private static final Set<Operation> GONE_IS_DONE =
      Set.of(
          Operation.DELETE_ENTITY,
          Operation.DELETE_EXCHANGE,
          Operation.DELETE_RECOVERY,
          Operation.DELETE_NOTARY_SET,
          Operation.DELETE_NOTARY_REQUEST);

  private final Transport transport;
  private final Repeats repeats;
  private final Pause pause;
  private final SecureRandom random;

  RepeatingTransport(Transport transport, Repeats repeats, Pause pause, SecureRandom random) {
    this.transport = transport;
    this.repeats = repeats;
    this.pause = pause;
    this.random = random;
  }

  /**
   * The same transport, whose calls are repeated.
   *
   * @param random makes the pauses of many clients differ
   */
  public static Transport around(
      Vertx vertx, Transport transport, Repeats repeats, SecureRandom random) {
    return repeats.most() == 0
        ? transport
        : new RepeatingTransport(transport, repeats, Pause.on(vertx), random);
  }

  @Override
  public Future<@Nullable JsonObject> call(
      Operation operation, JsonObject parameters, @Nullable JsonObject body) {
    return mayRepeat(operation)
        ? call(operation, parameters, body, 0)
        : transport.call(operation, parameters, body);
  }

  /** A recovery blob that is for once is gone once it was answered. */
  private static boolean mayRepeat(Operation operation) {
    return REPEATABLE.contains(operation)
        || GONE_IS_DONE.contains(operation)
        || (HttpMethod.GET.equals(operation.method()) && operation != Operation.RECOVERY);
  }

  private Future<@Nullable JsonObject> call(
      Operation operation, JsonObject parameters, @Nullable JsonObject body, int before) {
    return Future.succeededFuture(operation)
        .compose(asked -> transport.call(asked, parameters, body))
        .recover(
            failure ->
                failure instanceof Unavailable unavailable && before < repeats.most()
                    ? pause
                        .of(pauseMs(before, unavailable.retryAfterMs()))
                        .compose(passed -> call(operation, parameters, body, before + 1))
                    : failed(operation, before, failure));
  }

  private long pauseMs(int before, long askedMs) {
    long least = repeats.pauseMs(before, askedMs);
    return least + random.nextLong(least / 4 + 1);
  }

  private static Future<@Nullable JsonObject> failed(
      Operation operation, int before, Throwable failure) {
    return GONE_IS_DONE.contains(operation) && before > 0 && failure instanceof NotFound
        ? Future.succeededFuture()
        : Future.failedFuture(failure);
  }

  @Override
  public Account account() {
    return transport.account();
  }

  @Override
  public Future<EventStream> subscribe(ChangeFilter filter, Handler<JsonObject> listener) {
    return transport.subscribe(filter, listener);
  }

  @Override
  public void tellDates(ServerClock clock) {
    transport.tellDates(clock);
  }

  @Override
  public Future<Void> close() {
    return transport.close();
  }
}
