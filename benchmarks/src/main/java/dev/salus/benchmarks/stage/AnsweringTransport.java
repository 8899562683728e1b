package dev.salus.benchmarks.stage;

import dev.salus.api.event.ChangeFilter;
import dev.salus.api.operation.Operation;
import dev.salus.sdk.transport.Account;
import dev.salus.sdk.transport.EventStream;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers at once: creations as if they were stored, all else as the real server did when it was
 * first asked.
 */
public final class AnsweringTransport implements Transport {

  private static final String REV = "1-00000000000000000000000000000000";

  private final Transport real;
  private final Consumer<JsonObject> created;
  private final Map<String, JsonObject> answers = new ConcurrentHashMap<>();

  /**
   * @param created gets the body of each creation
   */
  public AnsweringTransport(Transport real, Consumer<JsonObject> created) {
    this.real = real;
    this.created = created;
  }

  @Override
  public Future<@Nullable JsonObject> call(
      Operation operation, JsonObject parameters, @Nullable JsonObject body) {
    if (operation == Operation.CREATE_ENTITY) {
      created.accept(Objects.requireNonNull(body));
      return Future.succeededFuture(new JsonObject().put("rev", REV));
    }
    String asked = operation.name() + parameters.encode() + (body == null ? "" : body.encode());
    JsonObject known = answers.get(asked);
    return known == null
        ? real.call(operation, parameters, body)
            .onSuccess(answer -> answers.put(asked, Objects.requireNonNull(answer)))
        : Future.succeededFuture(known);
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
