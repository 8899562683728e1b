package dev.salus.gateway;

import dev.salus.core.api.Caller;
import dev.salus.core.api.Unauthenticated;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request through one route: who asks, then whether it can be read, then what it is
 * about, then the answer. A body is not looked at before its sender is known.
 */
final class RouteHandler implements Handler<RoutingContext> {

  private static final String SCHEME = "Bearer ";

  private final ApiRoute route;
  private final TokenAuthentication authentication;
  private final BodyReader bodies;
  private final BodyBudget budget;
  private final long maxBodyBytes;
  private final ResponseWriter writer;
  private final FailureHandler failures;

  RouteHandler(
      ApiRoute route,
      TokenAuthentication authentication,
      BodyReader bodies,
      BodyBudget budget,
      long maxBodyBytes,
      ResponseWriter writer,
      FailureHandler failures) {
    this.route = route;
    this.authentication = authentication;
    this.bodies = bodies;
    this.budget = budget;
    this.maxBodyBytes =
        route.anonymous()
            ? Math.min(maxBodyBytes, GatewayOptions.ANONYMOUS_BODY_BYTES)
            : maxBodyBytes;
    this.writer = writer;
    this.failures = failures;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (route.takesBody()) {
      request.pause();
    }
    BodyBudget.Share share = budget.share();
    Future.succeededFuture()
        .compose(start -> caller(request))
        .compose(caller -> read(context, caller, share))
        .compose(route.action()::run)
        .onComplete(done -> share.giveBack())
        .compose(answer -> written(request, answer))
        .onFailure(failure -> failures.answer(request, failure));
  }

  private Future<Void> written(HttpServerRequest request, Answer answer) {
    writer.write(request, answer);
    return Future.succeededFuture();
  }

  private Future<@Nullable Caller> caller(HttpServerRequest request) {
    if (route.anonymous()) {
      return Future.succeededFuture(null);
    }
    List<String> headers = request.headers().getAll(HttpHeaders.AUTHORIZATION);
    if (headers.size() != 1 || !headers.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new Unauthenticated("log in, and send the access token as 'Authorization: Bearer …'");
    }
    return authentication
        .authenticate(headers.get(0).substring(SCHEME.length()).trim())
        .map(caller -> caller);
  }

  private Future<ApiRequest> read(
      RoutingContext context, @Nullable Caller caller, BodyBudget.Share share) {
    JsonObject query = QueryString.read(context.request().query(), route.parameters());
    Future<JsonObject> body =
        route.takesBody()
            ? bodies.read(context.request(), maxBodyBytes, share)
            : Future.succeededFuture(new JsonObject());
    return body.map(json -> new ApiRequest(context, caller, query, json));
  }
}
