package dev.salus.gateway;

import dev.salus.api.MethodNotAllowed;
import dev.salus.gateway.routing.PlainPaths;
import dev.salus.gateway.routing.RoutedRequest;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Finds the routes of the API, and answers everything else with a problem too. */
final class ApiRouter {

  private static final int FIRST_ERROR = 400;
  private static final int LAST_ERROR = 599;

  private ApiRouter() {}

  /**
   * What requests are given to.
   *
   * @param handlers makes the handler of a route
   */
  static Handler<HttpServerRequest> create(
      Vertx vertx,
      List<ApiRoute> routes,
      Function<ApiRoute, Handler<RoutedRequest>> handlers,
      FailureHandler failures) {
    Router router = Router.router(vertx);
    PlainPaths plain = new PlainPaths();
    Map<String, Set<String>> methods = new LinkedHashMap<>();
    for (ApiRoute route : routes) {
      Handler<RoutedRequest> handler = handlers.apply(route);
      Set<String> ofPath = methods.computeIfAbsent(route.path(), path -> new TreeSet<>());
      add(router, plain, route.method(), route.path(), handler);
      ofPath.add(route.method().name());
      if (route.head()) {
        add(router, plain, HttpMethod.HEAD, route.path(), handler);
        ofPath.add(HttpMethod.HEAD.name());
      }
    }
    methods.forEach((path, allowed) -> refuseOthers(router, path, allowed, failures));
    IntStream.rangeClosed(FIRST_ERROR, LAST_ERROR)
        .forEach(
            status ->
                router.errorHandler(status, context -> failures.answerRouter(status, context)));
    return request -> {
      if (!plain.handle(request)) {
        router.handle(request);
      }
    };
  }

  private static void add(
      Router router,
      PlainPaths plain,
      HttpMethod method,
      String path,
      Handler<RoutedRequest> handler) {
    plain.add(method.name(), path, handler);
    router
        .route(method, path)
        .handler(
            context -> handler.handle(new RoutedRequest(context.request(), context.pathParams())));
  }

  private static void refuseOthers(
      Router router, String path, Set<String> allowed, FailureHandler failures) {
    String allow = String.join(", ", allowed);
    router
        .route(path)
        .handler(
            context -> {
              context.response().putHeader(HttpHeaders.ALLOW, allow);
              failures.answer(context.request(), new MethodNotAllowed("this path takes " + allow));
            });
  }
}
