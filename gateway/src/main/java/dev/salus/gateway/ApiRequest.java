package dev.salus.gateway;

import dev.salus.api.Caller;
import dev.salus.api.Invalid;
import dev.salus.gateway.token.Admission;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.ProtocolViolation.Kind;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
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
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,128}");

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

  /** The body. */
  JsonObject body() {
    return body;
  }

  /** A UUID in the path. */
  String uuid(String name) {
    return FieldReader.uuid(inPath(name), name);
  }

  /** A keyId in the path. */
  String keyId() {
    return FieldReader.base64(inPath("keyId"), KeyCard.KEY_ID_BYTES, "keyId");
  }

  /** The id of a recovery key in the path. */
  String recoveryId() {
    return FieldReader.base64(inPath("recoveryId"), NotarySet.RECOVERY_ID_BYTES, "recoveryId");
  }

  /** An invitation's token in the path. */
  String token() {
    String token = inPath("token");
    if (!TOKEN.matcher(token).matches()) {
      throw new ProtocolViolation(Kind.BASE64URL, "token", "must be base64url");
    }
    return token;
  }

  /** The wire name of an entity type in the path. */
  String type() {
    return EntityType.of(inPath("type"))
        .map(EntityType::wireName)
        .orElseThrow(
            () ->
                new ProtocolViolation(
                    Kind.VALUE, "type", "must be Patient, DataSample or HealthcareElement"));
  }

  private String inPath(String name) {
    return Objects.requireNonNull(context.pathParam(name), name);
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
