package dev.salus.gateway.token;

import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks that a token is one of ours: first what it says, which costs little, then who signed. */
final class TokenVerifier {

  private static final long RETRY_AFTER_MS = 1_000;

  private final JWTAuth jwt;
  private final String keyId;
  private final WorkerExecutor worker;
  private final TokenSettings settings;
  private final Clock clock;
  private final AtomicInteger waiting = new AtomicInteger();

  TokenVerifier(
      JWTAuth jwt, String keyId, WorkerExecutor worker, TokenSettings settings, Clock clock) {
    this.jwt = jwt;
    this.keyId = keyId;
    this.worker = worker;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The claims of a token whose signature holds. Fails with {@link Unauthenticated}, or with {@link
   * Unavailable} if too many unknown tokens wait already: whoever floods us with forged ones shall
   * not make the queue grow without end.
   */
  Future<TokenClaims> verify(String token) {
    TokenClaims claims;
    try {
      claims = TokenClaims.read(token, keyId, settings, clock);
    } catch (Unauthenticated e) {
      return Future.failedFuture(e);
    }
    if (waiting.incrementAndGet() > settings.verifying()) {
      waiting.decrementAndGet();
      return Future.failedFuture(
          new Unavailable("too many access tokens wait to be verified", RETRY_AFTER_MS));
    }
    return worker
        .executeBlocking(() -> signatureHolds(token), false)
        .onComplete(done -> waiting.decrementAndGet())
        .compose(
            holds ->
                holds
                    ? Future.succeededFuture(claims)
                    : Future.failedFuture(
                        new Unauthenticated("the access token's signature does not hold")));
  }

  /** Whatever the library refuses a token for, it is refused. */
  boolean signatureHolds(String token) {
    return jwt.authenticate(new TokenCredentials(token)).succeeded();
  }
}
