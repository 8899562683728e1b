package dev.salus.gateway;

import dev.salus.api.Caller;
import dev.salus.api.Invalid;
import dev.salus.api.operation.PathParameter;
import dev.salus.gateway.token.Admission;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request of which the caller, the query and the syntax of the body are checked. */
final class ApiRequest {

  /** 16 bytes, base64 (RFC 6455 §4.1). */
  private static final Pattern SOCKET_KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

  /** Where a request's context has the {@link TrustedProxies}. */
  static final String PROXIES = "salus.trusted-proxies";

  private static final String SOCKET_VERSION = "Sec-WebSocket-Version";

  private final RoutingContext context;
  private final @Nullable Admission admission;
  private final JsonObject query;
  private final JsonObject body;

  /**
   * @param admission null on a route that is open to everybody
   * @param query the typed query parameters
   * @param body empty on a route that takes none
   */
  ApiRequest(
      RoutingContext context, @Nullable Admission admission, JsonObject query, JsonObject body) {
    this.context = context;
    this.admission = admission;
    this.query = query;
    this.body = body;
  }

  /** Who asks; not on a route that is open to everybody. */
  Caller caller() {
    return admission().caller();
  }

  /** Who asks and until when; not on a route that is open to everybody. */
  Admission admission() {
    return Objects.requireNonNull(admission, "this route is open to everybody");
  }

  /** The typed query parameters. */
  JsonObject query() {
    return query;
  }

  /** Whether it names this path, as it was sent. */
  boolean isAt(String path) {
    return path.equals(context.request().path());
  }

  /** The body. */
  JsonObject body() {
    return body;
  }

  /** The query parameters and those in the path, of which each is checked. */
  JsonObject parameters(List<PathParameter> inPath) {
    JsonObject parameters = query.copy();
    for (PathParameter parameter : inPath) {
      String name = parameter.wireName();
      String value = Objects.requireNonNull(context.pathParam(name), name);
      parameters.put(name, parameter.checked(value));
    }
    return parameters;
  }

  /** Refuses an {@code If-Match} that differs from the {@code rev} of the body or the query. */
  void checkIfMatch() {
    Object rev = query.containsKey("rev") ? query.getValue("rev") : body.getValue("rev");
    EntityTags.checkMatch(context.request().getHeader(HttpHeaders.IF_MATCH), rev);
  }

  /** Whether the client has this revision already. */
  boolean hasAlready(String rev) {
    return EntityTags.noneMatchNames(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), rev);
  }

  /** Refuses what does not ask for a WebSocket as RFC 6455 §4.1 has it. */
  void checkUpgrade() {
    HttpServerRequest request = context.request();
    String key = request.getHeader("Sec-WebSocket-Key");
    if (!request.canUpgradeToWebSocket()
        || !"13".equals(request.getHeader(SOCKET_VERSION))
        || key == null
        || !SOCKET_KEY.matcher(key).matches()) {
      context.response().putHeader(SOCKET_VERSION, "13");
      throw new Invalid("", "this path takes a WebSocket handshake, version 13 (RFC 6455)");
    }
  }

  /** Makes a WebSocket of the request. */
  Future<ServerWebSocket> upgrade() {
    return context.request().toWebSocket();
  }

  /** Where the request came from; behind a trusted proxy, where the proxy got it from. */
  String address() {
    HttpServerRequest request = context.request();
    TrustedProxies proxies = Objects.requireNonNull(context.get(PROXIES), PROXIES);
    return proxies.clientOf(
        request.remoteAddress().hostAddress(),
        request.headers().getAll("X-Forwarded-For"),
        request.headers().getAll("Forwarded"));
  }
}
