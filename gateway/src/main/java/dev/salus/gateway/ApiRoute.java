package dev.salus.gateway;

import dev.salus.api.operation.AnswerKind;
import dev.salus.api.operation.Operation;
import dev.salus.api.operation.QueryParameter;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/**
 * A route of the gateway, as data: what is checked of a request before its action runs, in the
 * order of http-api.md.
 *
 * @param method the HTTP method
 * @param path with {@code :name} for a part that varies
 * @param anonymous whether it is open to everybody; else a token is asked for first
 * @param takesBody whether it takes a JSON body
 * @param head whether it answers HEAD, too: a GET that reading changes nothing for
 * @param socket whether it makes a WebSocket of the request
 * @param parameters the query parameters that it knows
 * @param action what it does
 */
record ApiRoute(
    HttpMethod method,
    String path,
    boolean anonymous,
    boolean takesBody,
    boolean head,
    boolean socket,
    List<QueryParameter> parameters,
    Action action) {

  /** What a route does. What it throws counts as failed. */
  @FunctionalInterface
  interface Action {
    Future<Answer> run(ApiRequest request);
  }

  /** The route of an operation. */
  static ApiRoute of(Operation operation, Action action) {
    return new ApiRoute(
        operation.method(),
        Operation.ROOT + operation.path(name -> ":" + name),
        operation.isOpenToStrangers(),
        operation.takesBody(),
        HttpMethod.GET.equals(operation.method()) && operation != Operation.RECOVERY,
        operation.answer() == AnswerKind.SOCKET,
        operation.queryParameters(),
        action);
  }

  /** Open to everybody, outside of the API. */
  static ApiRoute probe(String path, Action action) {
    return new ApiRoute(HttpMethod.GET, path, true, false, true, false, List.of(), action);
  }
}
