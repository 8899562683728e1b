package dev.salus.sdk.transport;

import dev.salus.api.ChangeFilter;
import dev.salus.api.InternalFault;
import dev.salus.api.SalusException;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A log-in to a gateway: sends calls with its token and gets a new one when that has ended. */
final class HttpSession {

  private static final int MAX_CONNECTIONS = 16;
  private static final int TIMEOUT_MS = 60_000;

  /** A gateway that is there pings more often than that. */
  private static final int SILENCE_SECONDS = 120;

  private static final long RETRY_AFTER_MS = 1_000;

  /** A page has 8 MiB, or one entity that is larger, which has a few more at most. */
  private static final int MOST_BYTES = 32 * 1024 * 1024;

  private static final int LARGE_BYTES = 32 * 1024;

  private final Vertx vertx;
  private final WebClient client;
  private final WebSocketClient sockets;
  private final OpenStreams streams = new OpenStreams();
  private final String basePath;
  private final String login;
  private volatile String password;
  private volatile @Nullable String deviceToken;
  private final AtomicReference<@Nullable Future<Tokens>> tokens = new AtomicReference<>();
  private final AtomicReference<@Nullable Future<Void>> closed = new AtomicReference<>();

  private record Tokens(String access, String refresh) {
    @Override
    public String toString() {
      return "[REDACTED]";
    }
  }

  HttpSession(Vertx vertx, GatewayAddress address, String login, String password) {
    this.basePath = address.path();
    this.vertx = vertx;
    this.login = login;
    this.password = password;
    WebClientOptions options =
        new WebClientOptions()
            .setDefaultHost(address.host())
            .setDefaultPort(address.port())
            .setSsl(address.tls())
            .setFollowRedirects(false)
            .setUserAgentEnabled(false)
            .setDecompressionSupported(true)
            .setConnectTimeout(10_000);
    this.client =
        WebClient.create(vertx, options, new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
    this.sockets =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setDefaultHost(address.host())
                .setDefaultPort(address.port())
                .setSsl(address.tls())
                .setConnectTimeout(10_000)
                .setIdleTimeout(SILENCE_SECONDS));
  }

  /** Logs in with this password from now on. */
  void passwordChanged(String newPassword) {
    password = newPassword;
  }

  /** What the server gave at the last log-in, or the application before it; null for nothing. */
  @Nullable String deviceToken() {
    return deviceToken;
  }

  /** Shows this at the next log-in. */
  void rememberedBy(String keptDeviceToken) {
    deviceToken = keptDeviceToken;
  }

  /** Sends a call, logging in before if it needs that; the answer's body, or null. */
  Future<@Nullable JsonObject> call(
      Operation operation, JsonObject parameters, @Nullable JsonObject body) {
    return Future.succeededFuture()
        .map(start -> RequestTarget.of(operation, parameters))
        .compose(
            target ->
                operation.isOpenToStrangers()
                    ? send(operation.method(), target, body, null)
                    : authenticated(token -> send(operation.method(), target, body, token)));
  }

  /** Has the gateway tell of changes. */
  Future<EventStream> subscribe(ChangeFilter filter, Handler<JsonObject> listener) {
    String uri = basePath + RequestTarget.of(Operation.SUBSCRIBE, filter.toQuery());
    return authenticated(
            token -> HttpEventStream.open(sockets.webSocket(), at(uri, token), listener))
        .map(streams::add);
  }

  private static WebSocketConnectOptions at(String uri, String token) {
    return new WebSocketConnectOptions()
        .setURI(uri)
        .setTimeout(TIMEOUT_MS)
        .addHeader("Authorization", "Bearer " + token);
  }

  /** Calls with the token that is held, and once more with a new one if it no longer holds. */
  private <T extends @Nullable Object> Future<T> authenticated(Function<String, Future<T>> call) {
    if (closed.get() != null) {
      return Future.failedFuture(sessionClosed());
    }
    Future<Tokens> current = tokens();
    return current
        .compose(held -> call.apply(held.access()))
        .recover(failure -> again(failure, current, call));
  }

  private static Unauthenticated sessionClosed() {
    return new Unauthenticated("the session is closed");
  }

  /** Ends what was told of changes, and logs out if logged in. */
  Future<Void> close() {
    Promise<Void> promise = Promise.promise();
    if (!closed.compareAndSet(null, promise.future())) {
      return Objects.requireNonNull(closed.get());
    }
    Future<Tokens> held = tokens.getAndSet(null);
    Future<@Nullable JsonObject> loggedOut =
        held == null
            ? Future.succeededFuture()
            : held.compose(t -> send(Operation.LOG_OUT, null, t.access()));
    streams
        .close()
        .eventually(() -> loggedOut)
        .otherwiseEmpty()
        .eventually(sockets::close)
        .otherwiseEmpty()
        .<Void>map(
            done -> {
              client.close();
              return null;
            })
        .onComplete(promise);
    return promise.future();
  }

  private <T extends @Nullable Object> Future<T> again(
      Throwable failure, Future<Tokens> used, Function<String, Future<T>> call) {
    return failure instanceof Unauthenticated && used.succeeded()
        ? renewed(used).compose(held -> call.apply(held.access()))
        : Future.failedFuture(failure);
  }

  private Future<Tokens> tokens() {
    Future<Tokens> held = tokens.get();
    if (held != null && !held.failed()) {
      return held;
    }
    return replace(held, this::logIn);
  }

  private Future<Tokens> renewed(Future<Tokens> used) {
    return replace(
        used, () -> refresh(used.result().refresh()).recover(refused -> afterRefusal(refused)));
  }

  private Future<Tokens> afterRefusal(Throwable refused) {
    return refused instanceof Unauthenticated ? logIn() : Future.failedFuture(refused);
  }

  /** Replaces what was held by what the call brings; of several at once one calls, all wait. */
  private Future<Tokens> replace(@Nullable Future<Tokens> held, Supplier<Future<Tokens>> call) {
    Promise<Tokens> promise = Promise.promise();
    if (tokens.compareAndSet(held, promise.future())) {
      Future.succeededFuture().compose(nothing -> call.get()).onComplete(promise);
      return promise.future();
    }
    Future<Tokens> other = tokens.get();
    return other == null ? Future.failedFuture(sessionClosed()) : other;
  }

  private Future<Tokens> logIn() {
    JsonObject body = new JsonObject().put("login", login).put("password", password);
    String shown = deviceToken;
    if (shown != null) {
      body.put("deviceToken", shown);
    }
    return send(Operation.LOG_IN, body, null)
        .map(
            answer -> {
              Tokens given = tokens(answer);
              remember(answer);
              return given;
            });
  }

  private void remember(@Nullable JsonObject answer) {
    if (answer != null && answer.getValue("deviceToken") instanceof String given) {
      deviceToken = given;
    }
  }

  private Future<Tokens> refresh(String refreshToken) {
    JsonObject body = new JsonObject().put("refreshToken", refreshToken);
    return send(Operation.REFRESH, body, null).map(HttpSession::tokens);
  }

  private static Tokens tokens(@Nullable JsonObject answer) {
    if (answer != null
        && answer.getValue("accessToken") instanceof String access
        && answer.getValue("refreshToken") instanceof String refresh) {
      return new Tokens(access, refresh);
    }
    throw new InternalFault("the server's answer to a log-in has no tokens");
  }

  private Future<@Nullable JsonObject> send(
      Operation operation, @Nullable JsonObject body, @Nullable String token) {
    return send(operation.method(), RequestTarget.of(operation, new JsonObject()), body, token);
  }

  private Future<@Nullable JsonObject> send(
      HttpMethod method, String target, @Nullable JsonObject body, @Nullable String token) {
    BoundedBody answer = new BoundedBody(MOST_BYTES);
    return Future.succeededFuture()
        .compose(nothing -> request(method, target, body, token, answer))
        .recover(failure -> Future.failedFuture(explain(answer)))
        .compose(this::read);
  }

  /** Large answers are read on a worker. */
  private Future<@Nullable JsonObject> read(HttpResponse<Buffer> response) {
    Buffer body = response.body();
    return body != null && body.length() > LARGE_BYTES
        ? vertx.executeBlocking(() -> HttpAnswers.read(response.statusCode(), body), false)
        : Future.succeededFuture(response).map(r -> HttpAnswers.read(r.statusCode(), r.body()));
  }

  private Future<HttpResponse<Buffer>> request(
      HttpMethod method,
      String target,
      @Nullable JsonObject body,
      @Nullable String token,
      BoundedBody answer) {
    HttpRequest<Buffer> request =
        client.request(method, basePath + target).as(answer).timeout(TIMEOUT_MS);
    if (token != null) {
      request.bearerTokenAuthentication(token);
    }
    return body == null
        ? request.send()
        : request
            .putHeader("Content-Type", "application/json")
            .sendBuffer(Buffer.buffer(body.encode()));
  }

  private static SalusException explain(BoundedBody answer) {
    return answer.isTooLong()
        ? new InternalFault("the server's answer has more than " + MOST_BYTES + " bytes")
        : new Unavailable("the gateway cannot be reached", RETRY_AFTER_MS);
  }
}
