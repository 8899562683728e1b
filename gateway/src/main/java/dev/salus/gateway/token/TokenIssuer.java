package dev.salus.gateway.token;

import dev.salus.api.Session;
import dev.salus.protocol.Ids;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Signs access tokens (RFC 7519, ES256) for sessions that the identity verticle has opened. */
public final class TokenIssuer {

  private final JWTAuth jwt;
  private final WorkerExecutor worker;
  private final TokenSettings settings;
  private final Clock clock;
  private final SecureRandom random;

  TokenIssuer(
      JWTAuth jwt,
      WorkerExecutor worker,
      TokenSettings settings,
      Clock clock,
      SecureRandom random) {
    this.jwt = jwt;
    this.worker = worker;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The answer to a log-in: {@code {accessToken, expiresIn, refreshToken, user, deviceToken?}},
   * {@code expiresIn} in seconds. No token outlives its session: a WebSocket lives as long as the
   * token it was opened with. Signing costs milliseconds and happens on a worker.
   */
  public Future<JsonObject> answer(Session session) {
    JsonObject claims = claims(session);
    return worker
        .executeBlocking(() -> sign(claims), false)
        .map(token -> answer(session, token, claims.getLong("exp") - claims.getLong("iat")));
  }

  private static JsonObject answer(Session session, String token, long seconds) {
    JsonObject answer =
        new JsonObject()
            .put("accessToken", token)
            .put("expiresIn", seconds)
            .put("refreshToken", session.refreshToken())
            .put("user", session.user());
    return session.deviceToken() == null
        ? answer
        : answer.put("deviceToken", session.deviceToken());
  }

  /** The token of these claims, as they are. */
  String sign(JsonObject claims) {
    return jwt.generateToken(
        claims.copy(), new JWTOptions().setAlgorithm(TokenClaims.ALGORITHM).setNoTimestamp(true));
  }

  private JsonObject claims(Session session) {
    long now = clock.instant().getEpochSecond();
    JsonObject claims =
        new JsonObject()
            .put("iss", settings.issuer())
            .put("aud", TokenSettings.AUDIENCE)
            .put("sub", session.caller().user())
            .put("roles", new JsonArray(List.copyOf(new TreeSet<>(session.caller().roles()))))
            .put("sid", session.caller().session())
            .put("jti", Ids.random(random))
            .put("iat", now)
            .put("exp", expiry(session, now));
    if (session.caller().dataOwner() != null) {
      claims.put("owner", session.caller().dataOwner());
    }
    return claims;
  }

  /** A second at least, as what is answered has to be of some use. */
  private long expiry(Session session, long now) {
    long latest = now + settings.lifetime().toSeconds();
    return session.endsAt() == null
        ? latest
        : Math.max(now + 1, Math.min(latest, TimeUnit.MILLISECONDS.toSeconds(session.endsAt())));
  }
}
