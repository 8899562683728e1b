package dev.salus.sdk.trust;

import dev.salus.api.operation.Operation;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.transport.AnsweringTransport;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A server that lists key cards as a test wants it, and does nothing else. */
public final class ListedCards {

  private final AtomicInteger calls = new AtomicInteger();
  private volatile Supplier<Future<JsonObject>> answer = () -> Future.succeededFuture(list());

  /** Answers when asked for cards only. */
  public ServerApi api() {
    return new ServerApi(transport());
  }

  private Transport transport() {
    return new AnsweringTransport() {
      @Override
      public Future<JsonObject> call(Operation operation, JsonObject parameters, JsonObject body) {
        if (operation != Operation.CARDS) {
          return super.call(operation, parameters, body);
        }
        calls.incrementAndGet();
        return answer.get();
      }
    };
  }

  static JsonObject list(KeyCard... cards) {
    JsonArray items = new JsonArray();
    List.of(cards).forEach(card -> items.add(card.toJson()));
    return new JsonObject().put("items", items);
  }

  /** Lists these from now on, whoever is asked for. */
  public void answer(KeyCard... cards) {
    answer = () -> Future.succeededFuture(list(cards));
  }

  void answer(Supplier<Future<JsonObject>> other) {
    answer = other;
  }

  int calls() {
    return calls.get();
  }
}
