package dev.salus.gateway;

import dev.salus.api.Addresses;
import dev.salus.api.event.AccountChanged;
import dev.salus.gateway.connection.ConnectionWatch;
import dev.salus.gateway.events.EventSockets;
import dev.salus.gateway.tls.ServedCertificate;
import dev.salus.gateway.tls.TlsFiles;
import dev.salus.gateway.token.AccessTokens;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Serves HTTP API v1 (HTTP/1.1, over TLS if it has a certificate). Deploy any number of instances
 * that share one {@link AccessTokens}; the verticles that it calls may come before or after it.
 */
public final class GatewayVerticle extends VerticleBase {

  private static final int MAX_LINE_BYTES = 8 * 1024;
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int CLOSING_SECONDS = 3;

  private static final int MAX_FRAME_BYTES = 1024;
  private static final long SWEEPS_PER_WAIT = 4;
  private static final int SHARED_FREE_PORT = -1;
  private static final long GRACE_SECONDS = 5;

  private final GatewayOptions options;
  private final AccessTokens tokens;
  private final Clock clock;
  private final SecureRandom random;
  private final Consumer<Integer> listening;
  private @Nullable HttpServer server;
  private @Nullable EventSockets sockets;

  /**
   * @param tokens shared by all instances; not closed with this one
   * @param listening is told the port once the gateway listens
   */
  public GatewayVerticle(
      GatewayOptions options,
      AccessTokens tokens,
      Clock clock,
      SecureRandom random,
      Consumer<Integer> listening) {
    this.options = options;
    this.tokens = tokens;
    this.clock = clock;
    this.random = random;
    this.listening = listening;
  }

  /** Listens; fails if the address cannot be had. */
  @Override
  public Future<?> start() {
    TlsFiles tls = options.tls();
    return tls == null
        ? start(serverOptions(), null)
        : ServedCertificate.read(vertx, tls)
            .compose(certificate -> start(overTls(certificate), certificate));
  }

  private HttpServerOptions overTls(ServedCertificate certificate) {
    HttpServerOptions served = serverOptions();
    certificate.applyTo(served, options.connections().handshakeTimeout());
    return served;
  }

  private Future<Void> start(HttpServerOptions served, @Nullable ServedCertificate certificate) {
    ConnectionWatch watch =
        new ConnectionWatch(vertx, options.connections(), served, System::nanoTime);
    ResponseWriter writer = new ResponseWriter(vertx, watch, options.cors(), new HttpDates(clock));
    FailureHandler failures = new FailureHandler(writer, options.observation().calls());
    RequestIds names = new RequestIds(random);
    EventSockets opened = new EventSockets(vertx, options.events(), clock);
    sockets = opened;
    Handler<HttpServerRequest> router = router(opened, writer, failures);
    vertx.setPeriodic(
        Math.max(1, options.connections().waitTimeout().toMillis() / SWEEPS_PER_WAIT),
        timer -> watch.sweep());
    HttpServer created =
        vertx
            .createHttpServer(served)
            .connectionHandler(watch::opened)
            .invalidRequestHandler(request -> malformed(request, names, failures))
            .requestHandler(request -> route(request, names, watch, writer, router));
    server = created;
    return accountEvents(opened)
        .compose(heard -> opened.start())
        .compose(heard -> created.listen())
        .onSuccess(listens -> listening(listens, certificate))
        .mapEmpty();
  }

  private void listening(HttpServer listens, @Nullable ServedCertificate certificate) {
    if (certificate != null) {
      certificate.follow(listens);
    }
    listening.accept(listens.actualPort());
  }

  /**
   * Listens on the event loop that also gets the replies of the verticles: so the event of a change
   * is heard before the answer to whoever made it.
   */
  private Future<Void> accountEvents(EventSockets opened) {
    return vertx
        .eventBus()
        .<JsonObject>consumer(
            Addresses.ACCOUNT_EVENTS,
            message -> onAccount(opened, AccountChanged.fromJson(message.body())))
        .completion();
  }

  private void onAccount(EventSockets opened, AccountChanged change) {
    tokens.authentication().onAccount(change);
    opened.onAccount(change);
  }

  /** Takes no more requests, and lets those under way end for a few seconds. */
  @Override
  public Future<?> stop() {
    if (sockets != null) {
      sockets.stop();
    }
    return server == null
        ? Future.succeededFuture()
        : server.shutdown(GRACE_SECONDS, TimeUnit.SECONDS);
  }

  private static void malformed(
      HttpServerRequest request, RequestIds names, FailureHandler failures) {
    names.name(request);
    failures.answerMalformed(request);
  }

  private static void route(
      HttpServerRequest request,
      RequestIds names,
      ConnectionWatch watch,
      ResponseWriter writer,
      Handler<HttpServerRequest> router) {
    names.name(request);
    watch.requested(request);
    if (!writer.answersPreflight(request)) {
      router.handle(request);
    }
  }

  /**
   * Requests have stricter limits, see {@link ConnectionWatch}. A connection also ends if nothing
   * of what waits is taken: a WebSocket is written to at each ping.
   */
  private HttpServerOptions serverOptions() {
    int idle =
        Math.toIntExact(
            options
                .connections()
                .exchangeTimeout()
                .plus(options.events().pingInterval())
                .toMillis());
    return new HttpServerOptions()
        .setHost(options.host())
        // All instances share one free port if the number is negative (Vert.x, HttpServer#listen).
        .setPort(options.port() == 0 ? SHARED_FREE_PORT : options.port())
        .setSendBufferSize(options.connections().sendBufferBytes())
        .setHttp2ClearTextEnabled(false)
        .setWebSocketSubProtocols(List.of(EventSockets.SUBPROTOCOL))
        .setWebSocketClosingTimeout(CLOSING_SECONDS)
        .setMaxWebSocketFrameSize(MAX_FRAME_BYTES)
        .setMaxWebSocketMessageSize(MAX_FRAME_BYTES)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setMaxInitialLineLength(MAX_LINE_BYTES)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout(idle)
        .setWriteIdleTimeout(idle);
  }

  private Handler<HttpServerRequest> router(
      EventSockets opened, ResponseWriter writer, FailureHandler failures) {
    BodyReader bodies = new BodyReader(vertx, options.bodies().values());
    BodyBudget budget = BodyBudget.of(vertx, options.bodies().memoryBytes());
    long maxBodyBytes = Math.min(options.bodies().bytes(), budget.mostBytes());
    return ApiRouter.create(
        vertx,
        ApiRoutes.all(vertx, tokens, opened, clock, random, options.observation().calls()),
        route ->
            new RouteHandler(
                route,
                tokens.authentication(),
                bodies,
                budget,
                CallsUnderWay.of(vertx),
                maxBodyBytes,
                writer,
                failures,
                options.proxies(),
                options.observation()),
        failures);
  }
}
