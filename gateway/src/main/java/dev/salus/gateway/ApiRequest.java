package dev.salus.gateway;

import dev.salus.api.Caller;
import dev.salus.api.Invalid;
import dev.salus.api.network.ClientNetwork;
import dev.salus.api.operation.PathParameter;
import dev.salus.gateway.routing.RoutedRequest;
import dev.salus.gateway.token.Admission;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request of which the caller, the query and the syntax of the body are checked. */
final class ApiRequest {

  /** 16 bytes, base64 (RFC 6455 §4.1). */
  private static final Pattern SOCKET_KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

  private static final String SOCKET_VERSION = "Sec-WebSocket-Version";

  private final RoutedRequest routed;
  private final ResponseWriter writer;
  private final TrustedProxies proxies;
  private final @Nullable Admission admission;
  private final JsonObject query;
  private final JsonObject body;

  /**
   * @param writer writes its answer
   * @param proxies who is believed about where it comes from
   * @param admission null on a route that is open to everybody
   * @param query the typed query parameters
   * @param body empty on a route that takes none
   */
  ApiRequest(
      RoutedRequest routed,
      ResponseWriter writer,
      TrustedProxies proxies,
      @Nullable Admission admission,
      JsonObject query,
      JsonObject body) {
    this.routed = routed;
    this.writer = writer;
    this.proxies = proxies;
    this.admission = admission;
    this.query = query;
    this.body = body;
  }

  /** Who asks; not on a route that is open to everybody. */
  Caller caller() {
    return admission().caller();
  }

  /** Whoever it is that asks: a data owner, a user without one, or a stranger's network. */
  String asker() {
    return asker(routed.request(), admission, proxies);
  }

  /** The same of a request that may not have been read. */
  static String asker(
      HttpServerRequest request, @Nullable Admission admission, TrustedProxies proxies) {
    if (admission == null) {
      return ClientNetwork.of(address(request, proxies));
    }
    Caller caller = admission.caller();
    return caller.dataOwner() == null ? caller.user() : caller.dataOwner();
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
    return path.equals(routed.request().path());
  }

  /** The body. */
  JsonObject body() {
    return body;
  }

  /** The query parameters and those in the path, of which each is checked. */
  JsonObject parameters(List<PathParameter> inPath) {
    JsonObject parameters = query.isEmpty() ? new JsonObject() : query.copy();
    for (PathParameter parameter : inPath) {
      String name = parameter.wireName();
      String value = Objects.requireNonNull(routed.pathParam(name), name);
      parameters.put(name, parameter.checked(value));
    }
    return parameters;
  }

  /** Refuses an {@code If-Match} that differs from the {@code rev} of the body or the query. */
  void checkIfMatch() {
    Object rev = query.containsKey("rev") ? query.getValue("rev") : body.getValue("rev");
    EntityTags.checkMatch(routed.request().getHeader(HttpHeaders.IF_MATCH), rev);
  }

  /** Whether the client has this revision already. */
  boolean hasAlready(String rev) {
    return EntityTags.noneMatchNames(routed.request().getHeader(HttpHeaders.IF_NONE_MATCH), rev);
  }

  /** Refuses what does not ask for a WebSocket as RFC 6455 §4.1 has it. */
  void checkUpgrade() {
    HttpServerRequest request = routed.request();
    String key = request.getHeader("Sec-WebSocket-Key");
    if (!request.canUpgradeToWebSocket()
        || !"13".equals(request.getHeader(SOCKET_VERSION))
        || key == null
        || !SOCKET_KEY.matcher(key).matches()) {
      request.response().putHeader(SOCKET_VERSION, "13");
      throw new Invalid("", "this path takes a WebSocket handshake, version 13 (RFC 6455)");
    }
  }

  /** Makes a WebSocket of the request. */
  Future<ServerWebSocket> upgrade() {
    return routed.request().toWebSocket();
  }

  /**
   * The answer with this body, with the room for it: see {@link ResponseWriter#makeRoom}. For what
   * is done only if the answer goes out.
   */
  Future<Answer> answerWithRoom(JsonObject answer) {
    return writer.makeRoom(routed.request(), answer);
  }

  /** Where the request came from; behind a trusted proxy, where the proxy got it from. */
  String address() {
    return address(routed.request(), proxies);
  }

  /** The same of a request that may not have been read. */
  static String address(HttpServerRequest request, TrustedProxies proxies) {
    return proxies.clientOf(
        request.remoteAddress().hostAddress(),
        request.headers().getAll("X-Forwarded-For"),
        request.headers().getAll("Forwarded"));
  }
}
