package dev.salus.sdk.transport;

import dev.salus.api.Forbidden;
import dev.salus.api.InternalFault;
import dev.salus.api.SecondFactorRequired;
import dev.salus.api.Unauthenticated;
import dev.salus.api.event.ChangeFilter;
import dev.salus.api.operation.Operation;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A log-in to a gateway: sends calls with its token and gets a new one when that has ended. A
 * password that was refused is not shown again, and no code twice; that of a locked user only after
 * a while, since nobody tells when it is let in again.
 */
final class HttpSession {

  private static final int CONNECT_MS = 10_000;
  private static final int TIMEOUT_MS = 60_000;

  /** A gateway that is there pings more often than that. */
  private static final int SILENCE_SECONDS = 120;

  private static final String NO_PASSWORD = "the session has ended, and no password was given";

  /** How often codes are asked for, for one log-in. */
  private static final int CODES = 3;

  private static final String REFUSED =
      "login or password is wrong, or the password was changed on another device; nothing is asked"
          + " any more until the right one is given";

  private final Vertx vertx;
  private final AnswerTimes times;
  private final HttpCalls calls;
  private final WebSocketClient sockets;
  private final OpenStreams streams = new OpenStreams();
  private final String basePath;
  private final String login;
  private volatile Password password;
  private volatile @Nullable String deviceToken;
  private volatile @Nullable SessionKeeper keeper;
  private volatile @Nullable CodeSource codes;
  private final AtomicReference<@Nullable String> code = new AtomicReference<>();
  private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
  private final AtomicReference<@Nullable Future<Void>> closed = new AtomicReference<>();

  /**
   * A password as it was given.
   *
   * @param number how many were given before
   */
  private record Password(String text, int number) {
    @Override
    public String toString() {
      return "[REDACTED]";
    }
  }

  private record Tokens(String access, String refresh) {
    @Override
    public String toString() {
      return "[REDACTED]";
    }
  }

  /**
   * What is called with.
   *
   * @param tokens fail with {@link Unauthenticated} if the password was refused, with {@link
   *     Forbidden} if the user is locked
   * @param by the number of that password
   */
  private record Held(Future<Tokens> tokens, int by) {}

  HttpSession(
      Vertx vertx, GatewayAddress address, AnswerTimes times, String login, String password) {
    this.vertx = vertx;
    this.times = times;
    this.basePath = address.path();
    this.login = login;
    this.password = new Password(password, 0);
    this.calls = new HttpCalls(vertx, address, times);
    this.sockets =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setDefaultHost(address.host())
                .setDefaultPort(address.port())
                .setSsl(address.tls())
                .setConnectTimeout(CONNECT_MS)
                .setIdleTimeout(SILENCE_SECONDS));
  }

  /** Logs in with this password from now on, also if another one was refused before. */
  synchronized void passwordGiven(String newPassword) {
    password = new Password(newPassword, password.number() + 1);
  }

  /** Shows this code at the next log-in, also if a log-in was refused before. */
  synchronized void codeGiven(String newCode) {
    code.set(newCode);
    password = new Password(password.text(), password.number() + 1);
  }

  /** Asks there for codes. */
  void codesFrom(CodeSource source) {
    codes = source;
  }

  /** What the server gave at the last log-in, or the application before it; null for nothing. */
  @Nullable String deviceToken() {
    return deviceToken;
  }

  /** Shows this at the next log-in. */
  void rememberedBy(String keptDeviceToken) {
    deviceToken = keptDeviceToken;
  }

  /** Goes on with a session that is kept, and leaves it there at the end. */
  void keptBy(SessionKeeper sessionKeeper) {
    keeper = sessionKeeper;
  }

  /** Tells this clock of the date of each answer. */
  void tell(ServerClock clock) {
    calls.tell(clock);
  }

  /** Sends a call, logging in before if it needs that; the answer's body, or null. */
  Future<@Nullable JsonObject> call(
      Operation operation, JsonObject parameters, @Nullable JsonObject body) {
    return Future.succeededFuture()
        .map(start -> RequestTarget.of(operation, parameters))
        .compose(
            target ->
                operation.isOpenToStrangers()
                    ? calls.send(operation.method(), target, body, null)
                    : authenticated(token -> calls.send(operation.method(), target, body, token)));
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
    Held current = held();
    return current
        .tokens()
        .compose(tokens -> call.apply(tokens.access()))
        .recover(failure -> again(failure, current, call));
  }

  private static Unauthenticated sessionClosed() {
    return new Unauthenticated("the session is closed");
  }

  /** Ends what was told of changes, and logs out if logged in, unless the session is kept. */
  Future<Void> close() {
    Promise<Void> promise = Promise.promise();
    if (!closed.compareAndSet(null, promise.future())) {
      return Objects.requireNonNull(closed.get());
    }
    Held last = held.getAndSet(null);
    Future<@Nullable JsonObject> loggedOut =
        last == null || keeper != null
            ? Future.succeededFuture()
            : last.tokens().compose(tokens -> send(Operation.LOG_OUT, null, tokens.access()));
    streams
        .close()
        .eventually(() -> loggedOut)
        .otherwiseEmpty()
        .eventually(sockets::close)
        .otherwiseEmpty()
        .eventually(calls::close)
        .<Void>mapEmpty()
        .onComplete(promise);
    return promise.future();
  }

  private <T extends @Nullable Object> Future<T> again(
      Throwable failure, Held used, Function<String, Future<T>> call) {
    return failure instanceof Unauthenticated && used.tokens().succeeded()
        ? renewed(used).tokens().compose(tokens -> call.apply(tokens.access()))
        : Future.failedFuture(failure);
  }

  /** A password that was refused stays so until another one is given. */
  private Held held() {
    Held now = held.get();
    boolean ended =
        now == null
            || (now.tokens().failed()
                && !(isRefusal(now.tokens().cause()) && now.by() == password.number()));
    return now == null || ended ? replace(now, now == null ? this::begin : this::logIn) : now;
  }

  /** Of a session that is kept the next part. */
  private Future<Tokens> begin(Password with) {
    SessionKeeper keeping = keeper;
    return keeping == null
        ? logIn(with)
        : keeping
            .refreshToken()
            .map(token -> refresh(token).recover(refused -> afterRefusal(refused, with)))
            .orElseGet(() -> logIn(with));
  }

  private static boolean isRefusal(Throwable failure) {
    return failure instanceof Unauthenticated
        || failure instanceof SecondFactorRequired
        || failure instanceof Forbidden;
  }

  private Held renewed(Held used) {
    String refreshToken = used.tokens().result().refresh();
    return replace(
        used, with -> refresh(refreshToken).recover(refused -> afterRefusal(refused, with)));
  }

  private Future<Tokens> afterRefusal(Throwable refused, Password with) {
    return refused instanceof Unauthenticated ? logIn(with) : Future.failedFuture(refused);
  }

  /** Replaces what was held by what the call brings; of several at once one calls, all wait. */
  private Held replace(@Nullable Held before, Function<Password, Future<Tokens>> call) {
    Promise<Tokens> promise = Promise.promise();
    Password with = password;
    Held next = new Held(promise.future(), with.number());
    if (held.compareAndSet(before, next)) {
      next.tokens().onFailure(refused -> forgetLater(refused, next));
      Future.succeededFuture(with).compose(call).onComplete(promise);
      return next;
    }
    Held other = held.get();
    return other == null ? new Held(Future.failedFuture(sessionClosed()), with.number()) : other;
  }

  private void forgetLater(Throwable refused, Held locked) {
    if (refused instanceof Forbidden) {
      vertx.setTimer(times.locked(), due -> held.compareAndSet(locked, null));
    }
  }

  private Future<Tokens> logIn(Password with) {
    if (with.text().isEmpty()) {
      return Future.failedFuture(new Unauthenticated(NO_PASSWORD));
    }
    JsonObject body = new JsonObject().put("login", login).put("password", with.text());
    String shown = deviceToken;
    if (shown != null) {
      body.put("deviceToken", shown);
    }
    SessionKeeper keeping = keeper;
    if (keeping != null) {
      body.put("endsAfter", keeping.longest().toSeconds());
    }
    return logIn(body, code.getAndSet(null), CODES)
        .recover(failure -> Future.failedFuture(explained(failure)))
        .map(
            answer -> {
              Tokens given = tokens(answer);
              remember(answer);
              return given;
            })
        .compose(this::kept);
  }

  /** Before it is used: whoever shows a spent refresh token ends the session. */
  private Future<Tokens> kept(Tokens given) {
    SessionKeeper keeping = keeper;
    return keeping == null
        ? Future.succeededFuture(given)
        : keeping.keep(given.refresh()).map(given);
  }

  private Future<@Nullable JsonObject> logIn(
      JsonObject credentials, @Nullable String shownCode, int codesLeft) {
    JsonObject body = credentials.copy();
    if (shownCode != null) {
      body.put("otp", shownCode);
    }
    CodeSource source = codes;
    return send(Operation.LOG_IN, body, null)
        .recover(
            failure ->
                failure instanceof SecondFactorRequired why && source != null && codesLeft > 0
                    ? source.code(why).compose(next -> logIn(credentials, next, codesLeft - 1))
                    : Future.failedFuture(failure));
  }

  private static Throwable explained(Throwable failure) {
    return failure instanceof Unauthenticated ? new Unauthenticated(REFUSED) : failure;
  }

  private void remember(@Nullable JsonObject answer) {
    if (answer != null && answer.getValue("deviceToken") instanceof String given) {
      deviceToken = given;
    }
  }

  private Future<Tokens> refresh(String refreshToken) {
    JsonObject body = new JsonObject().put("refreshToken", refreshToken);
    return send(Operation.REFRESH, body, null).map(HttpSession::tokens).compose(this::kept);
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
    return calls.send(
        operation.method(), RequestTarget.of(operation, new JsonObject()), body, token);
  }
}
