package dev.salus.gateway;

import dev.salus.gateway.token.AccessToken;
import dev.salus.gateway.token.Admission;
import dev.salus.gateway.token.TokenAuthentication;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request through one route: who asks, then whether it can be read, then what it is
 * about, then the answer. A body is not looked at before its sender is known.
 */
final class RouteHandler implements Handler<RoutingContext> {

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
        route.anonymous() ? Math.min(maxBodyBytes, BodyLimits.ANONYMOUS_BYTES) : maxBodyBytes;
    this.writer = writer;
    this.failures = failures;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (route.takesBody() || route.socket()) {
      request.pause();
    }
    BodyBudget.Share share = budget.share();
    Future.succeededFuture()
        .compose(start -> admission(request))
        .compose(admission -> read(context, admission, share))
        .compose(route.action()::run)
        .onComplete(done -> share.giveBack())
        .compose(answer -> written(request, answer))
        .onFailure(failure -> failures.answer(request, failure));
  }

  private Future<Void> written(HttpServerRequest request, Answer answer) {
    writer.write(request, answer);
    return Future.succeededFuture();
  }

  private Future<@Nullable Admission> admission(HttpServerRequest request) {
    if (route.anonymous()) {
      return Future.succeededFuture(null);
    }
    String token = route.socket() ? AccessToken.ofSocket(request) : AccessToken.of(request);
    return authentication.admit(token).map(admission -> admission);
  }

  private Future<ApiRequest> read(
      RoutingContext context, @Nullable Admission admission, BodyBudget.Share share) {
    JsonObject query = QueryString.read(context.request().query(), route.parameters());
    Future<JsonObject> body =
        route.takesBody()
            ? bodies.read(context.request(), maxBodyBytes, share)
            : Future.succeededFuture(new JsonObject());
    return body.map(json -> new ApiRequest(context, admission, query, json));
  }
}
