package dev.salus.gateway;

import dev.salus.api.Caller;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.stream.Stream;

/**
 * A route of the HTTP API, as data: what is checked of a request before its action runs, in the
 * order of http-api.md.
 *
 * @param method the HTTP method; GET answers HEAD too
 * @param path with {@code :name} for a part that varies
 * @param anonymous whether it is open to everybody; else a token is asked for first
 * @param takesBody whether it takes a JSON body
 * @param socket whether it makes a WebSocket of the request
 * @param parameters the query parameters that it knows
 * @param action what it does
 */
record ApiRoute(
    HttpMethod method,
    String path,
    boolean anonymous,
    boolean takesBody,
    boolean socket,
    List<QueryParameter> parameters,
    Action action) {

  /** Where the API begins. */
  static final String ROOT = "/api/v1";

  /** What a route does. What it throws counts as failed. */
  @FunctionalInterface
  interface Action {
    Future<Answer> run(ApiRequest request);
  }

  /** What a route of somebody who is logged in does. */
  @FunctionalInterface
  interface CallerAction {
    Future<Answer> run(Caller caller, ApiRequest request);
  }

  static ApiRoute get(String path, CallerAction action) {
    return new ApiRoute(HttpMethod.GET, ROOT + path, false, false, false, List.of(), known(action));
  }

  static ApiRoute post(String path, CallerAction action) {
    return new ApiRoute(HttpMethod.POST, ROOT + path, false, true, false, List.of(), known(action));
  }

  static ApiRoute postWithoutBody(String path, CallerAction action) {
    return new ApiRoute(
        HttpMethod.POST, ROOT + path, false, false, false, List.of(), known(action));
  }

  static ApiRoute put(String path, CallerAction action) {
    return new ApiRoute(HttpMethod.PUT, ROOT + path, false, true, false, List.of(), known(action));
  }

  static ApiRoute delete(String path, CallerAction action) {
    return new ApiRoute(
        HttpMethod.DELETE, ROOT + path, false, false, false, List.of(), known(action));
  }

  /** Makes a WebSocket of the request. */
  static ApiRoute socket(String path, Action action) {
    return new ApiRoute(HttpMethod.GET, ROOT + path, false, false, true, List.of(), action);
  }

  /** Open to everybody, with a small body. */
  static ApiRoute anonymousPost(String path, Action action) {
    return new ApiRoute(HttpMethod.POST, ROOT + path, true, true, false, List.of(), action);
  }

  /** Open to everybody, outside of the API. */
  static ApiRoute probe(String path, Action action) {
    return new ApiRoute(HttpMethod.GET, path, true, false, false, List.of(), action);
  }

  /** The same with these query parameters. */
  ApiRoute with(QueryParameter... more) {
    return withAll(List.of(more));
  }

  /** The same with these query parameters too. */
  ApiRoute withAll(List<QueryParameter> more) {
    return new ApiRoute(
        method,
        path,
        anonymous,
        takesBody,
        socket,
        Stream.concat(parameters.stream(), more.stream()).toList(),
        action);
  }

  private static Action known(CallerAction action) {
    return request -> action.run(request.caller(), request);
  }
}
