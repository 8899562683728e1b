package dev.salus.gateway;

import dev.salus.api.Session;
import dev.salus.api.event.CardsChanged;
import dev.salus.api.event.ChangeFilter;
import dev.salus.api.operation.Dispatcher;
import dev.salus.api.operation.Operation;
import dev.salus.api.operation.ServiceName;
import dev.salus.gateway.events.EventSockets;
import dev.salus.gateway.observation.CallObserver;
import dev.salus.gateway.token.TokenIssuer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A route for each {@link Operation}: calls its service, and makes an HTTP answer of what it says.
 */
final class OperationRoutes {

  private final Dispatcher dispatcher;
  private final TokenIssuer issuer;
  private final EventSockets sockets;
  private final CallObserver calls;

  OperationRoutes(
      Dispatcher dispatcher, TokenIssuer issuer, EventSockets sockets, CallObserver calls) {
    this.calls = calls;
    this.dispatcher = dispatcher;
    this.issuer = issuer;
    this.sockets = sockets;
  }

  List<ApiRoute> all() {
    return Arrays.stream(Operation.values()).map(this::route).toList();
  }

  private ApiRoute route(Operation operation) {
    return ApiRoute.of(operation, request -> run(operation, request));
  }

  private Future<Answer> run(Operation operation, ApiRequest request) {
    JsonObject parameters = request.parameters(operation.pathParameters());
    if (operation.namesRevision()) {
      request.checkIfMatch();
    }
    if (operation == Operation.ENTITY) {
      return read(request, parameters);
    }
    if (operation == Operation.RECOVERY) {
      return readBox(request, parameters);
    }
    return switch (operation.answer()) {
      case OK -> body(operation, request, parameters).map(Answer::ok);
      case CREATED -> body(operation, request, parameters).map(Answer::created);
      case NO_CONTENT -> call(operation, request, parameters).map(done -> Answer.noContent());
      case ENTITY -> call(operation, request, parameters).map(OperationRoutes::entityOrNothing);
      case CREATED_ENTITY ->
          body(operation, request, parameters).map(entity -> created(parameters, entity));
      case TOKENS ->
          body(operation, request, parameters)
              .map(Session::fromJson)
              .compose(issuer::answer)
              .map(Answer::ok);
      case SOCKET -> upgraded(request);
    };
  }

  /** An entity goes from the store to the client as it is. */
  private Future<Answer> read(ApiRequest request, JsonObject parameters) {
    return timed(Operation.ENTITY, () -> dispatcher.entityText(request.caller(), parameters))
        .map(
            entity ->
                request.hasAlready(entity.rev())
                    ? Answer.notModified(entity.rev())
                    : Answer.entity(entity));
  }

  /** What is for once is taken only when there is room for the answer. */
  private Future<Answer> readBox(ApiRequest request, JsonObject parameters) {
    return timed(Operation.RECOVERY, () -> dispatcher.findRecovery(request.caller(), parameters))
        .compose(
            found ->
                found.remove("rev") instanceof String rev
                    ? takeBox(request, parameters, rev, found)
                    : Future.succeededFuture(Answer.ok(found)));
  }

  private Future<Answer> takeBox(
      ApiRequest request, JsonObject parameters, String rev, JsonObject found) {
    return request
        .answerWithRoom(found)
        .compose(
            answer ->
                dispatcher.takeRecovery(request.caller(), parameters, rev).map(taken -> answer));
  }

  private Future<JsonObject> body(Operation operation, ApiRequest request, JsonObject parameters) {
    return call(operation, request, parameters).map(Objects::requireNonNull);
  }

  private Future<@Nullable JsonObject> call(
      Operation operation, ApiRequest request, JsonObject parameters) {
    return timed(
        operation,
        () ->
            operation.isOpenToStrangers()
                ? dispatcher.callAsStranger(
                    operation, request.address(), parameters, request.body())
                : dispatcher.call(operation, request.caller(), parameters, request.body()));
  }

  private <T extends @Nullable Object> Future<T> timed(
      Operation operation, Supplier<Future<T>> call) {
    long begin = System.nanoTime();
    Future<T> answer = call.get();
    return calls == CallObserver.NONE
        ? answer
        : answer.onComplete(
            done -> calls.served(ServiceName.of(operation), System.nanoTime() - begin));
  }

  /** Whoever has just left an entity no longer sees it. */
  private static Answer entityOrNothing(@Nullable JsonObject entity) {
    return entity == null ? Answer.noContent() : Answer.entity(entity);
  }

  private static Answer created(JsonObject parameters, JsonObject entity) {
    JsonObject one = parameters.copy().put("id", entity.getString("id"));
    return Answer.entity(entity).createdAt(Operation.ROOT + Operation.ENTITY.path(one::getString));
  }

  private Future<Answer> upgraded(ApiRequest request) {
    request.caller().requireSecondFactor();
    request.checkUpgrade();
    return sockets
        .open(
            request.admission(),
            request::upgrade,
            ChangeFilter.ofQuery(request.query()),
            wantsCards(request.query()))
        .map(opened -> Answer.upgraded());
  }

  /** Whether somebody who subscribes with this query is told of key cards, too. */
  private static boolean wantsCards(JsonObject query) {
    return query.containsKey("types")
        ? List.of(query.getString("types").split(",", -1)).contains(CardsChanged.TYPE)
        : !query.containsKey("tag");
  }
}
