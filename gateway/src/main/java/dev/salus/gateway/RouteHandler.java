package dev.salus.gateway;

import dev.salus.api.Caller;
import dev.salus.api.ErrorCode;
import dev.salus.api.Problems;
import dev.salus.api.operation.Operation;
import dev.salus.gateway.observation.CallObserver;
import dev.salus.gateway.observation.Observation;
import dev.salus.gateway.routing.RoutedRequest;
import dev.salus.gateway.token.AccessToken;
import dev.salus.gateway.token.Admission;
import dev.salus.gateway.token.TokenAuthentication;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a request through one route: who asks, then whether it can be read, then what it is
 * about, then the answer. A body is not looked at before its sender is known.
 */
final class RouteHandler implements Handler<RoutedRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(RouteHandler.class);

  private final ApiRoute route;
  private final TokenAuthentication authentication;
  private final BodyReader bodies;
  private final BodyBudget budget;
  private final CallsUnderWay underWay;
  private final long maxBodyBytes;
  private final ResponseWriter writer;
  private final FailureHandler failures;
  private final TrustedProxies proxies;
  private final CallObserver calls;
  private final @Nullable CallAudit audit;

  RouteHandler(
      ApiRoute route,
      TokenAuthentication authentication,
      BodyReader bodies,
      BodyBudget budget,
      CallsUnderWay underWay,
      long maxBodyBytes,
      ResponseWriter writer,
      FailureHandler failures,
      TrustedProxies proxies,
      Observation observation) {
    this.proxies = proxies;
    this.route = route;
    this.calls = observation.calls();
    this.audit =
        observation.audit() == null || route.operation() == null
            ? null
            : new CallAudit(observation.audit(), route.operation(), proxies);
    this.authentication = authentication;
    this.bodies = bodies;
    this.budget = budget;
    this.underWay = underWay;
    this.maxBodyBytes =
        route.anonymous() ? Math.min(maxBodyBytes, Operation.MAX_OPEN_BODY_BYTES) : maxBodyBytes;
    this.writer = writer;
    this.failures = failures;
  }

  @Override
  public void handle(RoutedRequest routed) {
    HttpServerRequest request = routed.request();
    if (route.takesBody() || route.socket()) {
      request.pause();
    }
    long begin = System.nanoTime();
    BodyBudget.Share share = budget.share();
    (audit == null ? answer(routed, share) : audited(routed, share, audit))
        .onComplete(done -> tell(request, done, System.nanoTime() - begin))
        .compose(answer -> written(request, answer))
        .onFailure(failure -> failures.answer(request, failure));
  }

  private void tell(HttpServerRequest request, AsyncResult<?> done, long nanos) {
    Operation operation = route.operation();
    if (operation == null) {
      return;
    }
    if (calls != CallObserver.NONE) {
      calls.answered(operation, outcome(done), nanos);
    }
    if (LOG.isDebugEnabled()) {
      RequestIds.log(
          request,
          () ->
              LOG.debug(
                  "{} {} in {} µs",
                  operation.name(),
                  Objects.requireNonNullElse(outcome(done), "OK"),
                  TimeUnit.NANOSECONDS.toMicros(nanos)));
    }
  }

  /** Null if it succeeded. */
  private static @Nullable ErrorCode outcome(AsyncResult<?> done) {
    return done.succeeded() ? null : Problems.typed(done.cause()).code();
  }

  private Future<Answer> answer(RoutedRequest routed, BodyBudget.Share share) {
    return Future.succeededFuture()
        .compose(start -> admission(routed.request()))
        .compose(admission -> read(routed, admission, share))
        .compose(this::run)
        .onComplete(done -> share.giveBack());
  }

  /** Probes answer however much is under way; what a WebSocket costs is bounded elsewhere. */
  private Future<Answer> run(ApiRequest request) {
    if (!isCounted()) {
      return route.action().run(request);
    }
    String who = request.asker();
    underWay.begin(who);
    return Future.succeededFuture(request)
        .compose(route.action()::run)
        .onComplete(done -> underWay.end(who));
  }

  private boolean isCounted() {
    return route.operation() != null && !route.socket();
  }

  /** The same; what is known of the caller when the call ends is in its record. */
  private Future<Answer> audited(RoutedRequest routed, BodyBudget.Share share, CallAudit into) {
    AtomicReference<@Nullable Caller> caller = new AtomicReference<>();
    AtomicReference<@Nullable ApiRequest> read = new AtomicReference<>();
    return Future.succeededFuture()
        .map(start -> checked(into))
        .compose(start -> admission(routed.request()))
        .onSuccess(admission -> caller.set(admission == null ? null : admission.caller()))
        .compose(admission -> read(routed, admission, share))
        .onSuccess(read::set)
        .compose(this::run)
        .onComplete(done -> share.giveBack())
        .transform(done -> recorded(routed, into, caller.get(), read.get(), done));
  }

  private static @Nullable Object checked(CallAudit audit) {
    audit.check();
    return null;
  }

  /** The answer goes out when its record is written. */
  private static Future<Answer> recorded(
      RoutedRequest routed,
      CallAudit into,
      @Nullable Caller caller,
      @Nullable ApiRequest request,
      AsyncResult<Answer> done) {
    return into.record(routed, request, caller, done.result(), outcome(done))
        .compose(
            written ->
                done.succeeded()
                    ? Future.succeededFuture(done.result())
                    : Future.failedFuture(done.cause()));
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
      RoutedRequest routed, @Nullable Admission admission, BodyBudget.Share share) {
    String who = ApiRequest.asker(routed.request(), admission, proxies);
    if (isCounted()) {
      underWay.requireRoom(who);
    }
    JsonObject query = QueryString.read(routed.request().query(), route.parameters());
    Future<JsonObject> body =
        route.takesBody()
            ? bodies.read(routed.request(), maxBodyBytes, who, share)
            : Future.succeededFuture(new JsonObject());
    return body.map(json -> new ApiRequest(routed, writer, proxies, admission, query, json));
  }
}
