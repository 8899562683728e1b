package dev.salus.sdk.transport;

import dev.salus.api.Conflict;
import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.Endorsement;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A server that keeps key cards and exchange records in memory and checks nothing, as the one test
 * wants it: any answer can be held, altered or replaced, and all that it was asked is written down.
 */
public final class CardServer {

  /** Something that a client asked for. */
  public record Asked(Operation operation, JsonObject parameters, JsonObject body) {}

  /** What is done instead of only answering. */
  public interface Hook
      extends BiFunction<Asked, Supplier<Future<JsonObject>>, Future<JsonObject>> {}

  /** A call that waits for its answer. */
  public static final class Held {
    private final Promise<Void> arrived = Promise.promise();
    private final Promise<Void> released = Promise.promise();

    /** Completes once the call is there. */
    public Future<Void> arrived() {
      return arrived.future();
    }

    /** Answers it. */
    public void release() {
      released.complete();
    }
  }

  private final Map<String, Map<String, KeyCard>> cards = new ConcurrentHashMap<>();
  private final Map<String, JsonObject> exchanges = new LinkedHashMap<>();
  private final Map<Operation, Hook> hooks = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** A client's side of it. */
  public ServerApi api() {
    return new ServerApi(transport());
  }

  /** A transport to it. */
  public Transport transport() {
    return new AnsweringTransport() {
      @Override
      public Future<JsonObject> call(Operation operation, JsonObject parameters, JsonObject body) {
        Asked now = new Asked(operation, parameters.copy(), body);
        asked.add(now);
        Supplier<Future<JsonObject>> honest =
            () -> Future.succeededFuture(now).map(CardServer.this::answer);
        Hook hook = hooks.get(operation);
        return hook == null ? honest.get() : hook.apply(now, honest);
      }
    };
  }

  /** Does this whenever that is asked for. */
  public void on(Operation operation, Hook hook) {
    hooks.put(operation, hook);
  }

  /** Holds the answer to the next call of this kind, as it is when the call comes. */
  public Held hold(Operation operation) {
    Held held = new Held();
    on(
        operation,
        (call, honest) -> {
          hooks.remove(operation);
          Future<JsonObject> answer = honest.get();
          held.arrived.complete();
          return held.released.future().compose(now -> answer);
        });
    return held;
  }

  /** All times that this was asked for so far, in their order. */
  public List<Asked> asked(Operation operation) {
    return asked.stream().filter(each -> each.operation() == operation).toList();
  }

  /** Lists these cards of their owners too, in place of those with the same keyIds. */
  public synchronized void publish(KeyCard... more) {
    for (KeyCard card : more) {
      of(card.owner()).put(card.keyId(), card);
    }
  }

  /** Lists these cards of a data owner and no others. */
  public synchronized void list(String owner, KeyCard... only) {
    of(owner).clear();
    publish(only);
  }

  /** The cards that are listed of a data owner. */
  public synchronized List<KeyCard> listed(String owner) {
    return List.copyOf(of(owner).values());
  }

  /** The exchange records that were made, in their order. */
  public synchronized List<JsonObject> exchanges() {
    return List.copyOf(exchanges.values());
  }

  private Map<String, KeyCard> of(String owner) {
    return cards.computeIfAbsent(owner, any -> new LinkedHashMap<>());
  }

  private synchronized JsonObject answer(Asked now) {
    return switch (now.operation()) {
      case CARDS -> cards(now.parameters().getString("id"));
      case PUBLISH_CARD -> published(KeyCard.parse(now.body()));
      case ENDORSE -> endorsed(now);
      case RETIRE -> retired(now);
      case CREATE_EXCHANGE -> created(now.body());
      case EXCHANGE -> exchange(now.parameters().getString("id")).copy();
      case EXCHANGES -> exchanges(now.parameters());
      case ADD_SEALED -> sealed(now);
      default -> throw new UnsupportedOperationException(now.operation().toString());
    };
  }

  private JsonObject cards(String owner) {
    JsonArray items = new JsonArray();
    of(owner).values().forEach(card -> items.add(card.toJson()));
    return new JsonObject().put("items", items);
  }

  private JsonObject published(KeyCard card) {
    of(card.owner()).putIfAbsent(card.keyId(), card);
    return card.toJson();
  }

  private KeyCard card(Asked now) {
    KeyCard card = of(now.parameters().getString("id")).get(now.parameters().getString("keyId"));
    if (card == null) {
      throw new NotFound("no such card");
    }
    return card;
  }

  private JsonObject endorsed(Asked now) {
    KeyCard card = card(now).withEndorsement(Endorsement.read(FieldReader.of(now.body())));
    publish(card);
    return card.toJson();
  }

  private JsonObject retired(Asked now) {
    if (card(now).retired() != null) {
      throw new Conflict("it is retired", null);
    }
    KeyCard card = card(now).withRetirement(Retirement.read(FieldReader.of(now.body())));
    publish(card);
    return card.toJson();
  }

  private JsonObject created(JsonObject record) {
    exchanges.put(record.getString("id"), record.copy());
    return new JsonObject();
  }

  private JsonObject exchange(String id) {
    JsonObject record = exchanges.get(id);
    if (record == null) {
      throw new NotFound("no such exchange");
    }
    return record;
  }

  private JsonObject exchanges(JsonObject query) {
    JsonArray items = new JsonArray();
    exchanges.values().stream()
        .filter(record -> matches(record, query, "delegator"))
        .filter(record -> matches(record, query, "delegate"))
        .forEach(record -> items.add(record.copy()));
    return new JsonObject().put("items", items);
  }

  private static boolean matches(JsonObject record, JsonObject query, String name) {
    return !query.containsKey(name)
        || Objects.equals(record.getString(name), query.getString(name));
  }

  private JsonObject sealed(Asked now) {
    JsonObject record = exchange(now.parameters().getString("id"));
    String keyId = now.parameters().getString("keyId");
    record.getJsonObject("sealed").put(keyId, now.body().getString("sealed"));
    if (now.body().containsKey("attestation")) {
      JsonObject attestations = record.getJsonObject("attestations", new JsonObject());
      attestations.put(keyId, now.body().getJsonObject("attestation"));
      record.put("attestations", attestations);
    }
    return new JsonObject();
  }
}
