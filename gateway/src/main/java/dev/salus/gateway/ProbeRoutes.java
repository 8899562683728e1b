package dev.salus.gateway;

import dev.salus.gateway.token.AccessTokens;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code /health}, and the public token-signing keys; open to everybody. */
final class ProbeRoutes {

  private ProbeRoutes() {}

  static List<ApiRoute> of(Readiness readiness, AccessTokens tokens) {
    return List.of(
        ApiRoute.probe(
            "/health/live",
            request -> Future.succeededFuture(Answer.ok(new JsonObject().put("status", "up")))),
        ApiRoute.probe("/health/ready", request -> readiness.check().map(Answer::ok)),
        ApiRoute.probe(
            "/.well-known/jwks.json",
            request -> Future.succeededFuture(Answer.ok(tokens.publicKeys()))));
  }
}
