package dev.salus.sdk.transport;

import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.Attestation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.KeyCard;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A server without rules: it lists the cards and keeps the exchanges and entities that it is told,
 * and a test says what else it answers. It writes down what it was asked.
 */
public final class ScriptedServer extends AnsweringTransport {

  /**
   * Something that a client asked for.
   *
   * @param parameters those in the path and the query
   * @param body null where the operation takes none
   */
  public record Asked(Operation operation, JsonObject parameters, JsonObject body) {}

  /** What is answered; the supplier asks this server as it is without a script. */
  public interface Script
      extends BiFunction<Asked, Supplier<Future<JsonObject>>, Future<JsonObject>> {}

  private final Map<String, List<KeyCard>> cards = new ConcurrentHashMap<>();
  private final Map<String, JsonObject> exchanges = new ConcurrentHashMap<>();
  private final Map<String, JsonObject> entities = new ConcurrentHashMap<>();
  private final Map<Operation, Script> scripts = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** What clients call. */
  public ServerApi api() {
    return new ServerApi(this);
  }

  /** Lists these cards of a data owner from now on. */
  public void list(String owner, KeyCard... listed) {
    cards.put(owner, List.of(listed));
  }

  /** Has this entity from now on. */
  public void keep(Entity entity) {
    entities.put(entity.header().id(), entity.toJson());
  }

  /** Answers so from now on. */
  public void on(Operation operation, Script script) {
    scripts.put(operation, script);
  }

  /** All times that this was asked for so far, in their order. */
  public List<Asked> asked(Operation operation) {
    return asked.stream().filter(each -> each.operation() == operation).toList();
  }

  @Override
  public Future<JsonObject> call(Operation operation, JsonObject parameters, JsonObject body) {
    Asked now = new Asked(operation, parameters.copy(), body == null ? null : body.copy());
    asked.add(now);
    Script script = scripts.get(operation);
    return script == null ? answer(now) : script.apply(now, () -> answer(now));
  }

  private Future<JsonObject> answer(Asked now) {
    String id = now.parameters().getString("id");
    return switch (now.operation()) {
      case CARDS ->
          Future.succeededFuture(
              items(cards.getOrDefault(id, List.of()).stream().map(KeyCard::toJson)));
      case EXCHANGE -> found(exchanges.get(id));
      case EXCHANGES ->
          Future.succeededFuture(
              items(exchanges.values().stream().filter(each -> matches(each, now.parameters()))));
      case CREATE_EXCHANGE -> kept(exchanges, now.body());
      case ADD_SEALED -> added(now);
      case ENTITY -> found(entities.get(id));
      default -> super.call(now.operation(), now.parameters(), now.body());
    };
  }

  private Future<JsonObject> added(Asked now) {
    ExchangeRecord record = ExchangeRecord.parse(exchanges.get(now.parameters().getString("id")));
    JsonObject body = now.body();
    Attestation attestation = Attestation.read(FieldReader.of(body.getJsonObject("attestation")));
    JsonObject more =
        record
            .withSealed(now.parameters().getString("keyId"), body.getString("sealed"), attestation)
            .toJson();
    exchanges.put(record.id(), more);
    return Future.succeededFuture(more.copy());
  }

  private static boolean matches(JsonObject exchange, JsonObject query) {
    return Stream.of("delegator", "delegate")
        .allMatch(
            party ->
                !query.containsKey(party)
                    || query.getString(party).equals(exchange.getString(party)));
  }

  private static Future<JsonObject> kept(Map<String, JsonObject> in, JsonObject body) {
    in.put(body.getString("id"), body);
    return Future.succeededFuture(body.copy());
  }

  private static Future<JsonObject> found(JsonObject json) {
    return json == null
        ? Future.failedFuture(new NotFound("not there"))
        : Future.succeededFuture(json.copy());
  }

  private static JsonObject items(Stream<JsonObject> found) {
    return new JsonObject()
        .put("items", new JsonArray(new ArrayList<>(found.map(JsonObject::copy).toList())));
  }
}
