package dev.salus.gateway;

import dev.salus.api.MethodNotAllowed;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Puts the routes of the API into a router that answers everything else with a problem too. */
final class ApiRouter {

  private static final int FIRST_ERROR = 400;
  private static final int LAST_ERROR = 599;

  private ApiRouter() {}

  /**
   * The router.
   *
   * @param handlers makes the handler of a route
   */
  static Router create(
      Vertx vertx,
      List<ApiRoute> routes,
      Function<ApiRoute, Handler<RoutingContext>> handlers,
      FailureHandler failures) {
    Router router = Router.router(vertx);
    Map<String, Set<String>> methods = new LinkedHashMap<>();
    for (ApiRoute route : routes) {
      Handler<RoutingContext> handler = handlers.apply(route);
      Set<String> ofPath = methods.computeIfAbsent(route.path(), path -> new TreeSet<>());
      router.route(route.method(), route.path()).handler(handler);
      ofPath.add(route.method().name());
      if (route.head()) {
        router.route(HttpMethod.HEAD, route.path()).handler(handler);
        ofPath.add(HttpMethod.HEAD.name());
      }
    }
    methods.forEach((path, allowed) -> refuseOthers(router, path, allowed, failures));
    IntStream.rangeClosed(FIRST_ERROR, LAST_ERROR)
        .forEach(
            status ->
                router.errorHandler(status, context -> failures.answerRouter(status, context)));
    return router;
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
