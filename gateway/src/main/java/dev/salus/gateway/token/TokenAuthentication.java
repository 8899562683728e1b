package dev.salus.gateway.token;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.salus.api.Caller;
import dev.salus.api.IdentityService;
import dev.salus.api.Problems;
import dev.salus.api.SalusException;
import dev.salus.api.Unauthenticated;
import dev.salus.api.event.AccountChanged;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Who a token stands for. The first request with a token has its signature verified and asks the
 * identity verticle for the caller as of now; while that is under way, others with the same token
 * wait for it; afterwards the caller is remembered, by a digest of the token, until the token
 * expires or the account changes, and for {@link #REMEMBERED} at most: of what another server
 * changes on the same store no event tells.
 *
 * <p>An answer of the identity verticle may be older than an event that overtakes it. So an event
 * also drops what is still being looked up: its result serves those who wait for it already, and is
 * not remembered.
 */
public final class TokenAuthentication {

  /** So long it may take until a server heeds what another one did to a user or session. */
  static final Duration REMEMBERED = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final TokenVerifier verifier;
  private final IdentityService identity;
  private final Clock clock;
  private final AsyncCache<String, Outcome> known;

  TokenAuthentication(
      Vertx vertx,
      TokenVerifier verifier,
      IdentityService identity,
      TokenSettings settings,
      Clock clock) {
    this.vertx = vertx;
    this.verifier = verifier;
    this.identity = identity;
    this.clock = clock;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(settings.remembered())
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .expireAfter(Expiry.<String, Outcome>creating((token, outcome) -> timeLeft(outcome)))
            .recordStats()
            .buildAsync();
  }

  /** How often it was remembered whom a token stands for, since the start. */
  public long hits() {
    return known.synchronous().stats().hitCount();
  }

  /** How often that had to be looked up. */
  public long misses() {
    return known.synchronous().stats().missCount();
  }

  /** What came of looking a token up. */
  private sealed interface Outcome {
    /** It stands for this caller until then, milliseconds since the epoch. */
    record Accepted(Caller caller, long expiresAt) implements Outcome {}

    /** It does not, or nobody can say now; not remembered. */
    record Refused(SalusException why) implements Outcome {}
  }

  /**
   * Whom a token lets in. Fails with {@link Unauthenticated}, or {@link dev.salus.api.Unavailable}
   * if that cannot be found out now. Completes on the caller's context.
   */
  public Future<Admission> admit(String token) {
    String digest = Base64Url.encode(Digests.sha256(token.getBytes(StandardCharsets.UTF_8)));
    CompletableFuture<Outcome> outcome =
        known.get(digest, (key, executor) -> lookUp(token).toCompletableFuture());
    return here(outcome)
        .compose(found -> admission(token, found))
        .onFailure(refused -> known.asMap().remove(digest, outcome));
  }

  /** At once where it is known, which it nearly always is. */
  private Future<Outcome> here(CompletableFuture<Outcome> outcome) {
    return outcome.isDone() && !outcome.isCompletedExceptionally()
        ? Future.succeededFuture(outcome.join())
        : Future.fromCompletionStage(outcome, vertx.getOrCreateContext());
  }

  private CompletionStage<Outcome> lookUp(String token) {
    return verifier
        .verify(token)
        .compose(this::callerOf)
        .recover(failure -> Future.succeededFuture(new Outcome.Refused(Problems.typed(failure))))
        .toCompletionStage();
  }

  private Future<Outcome> callerOf(TokenClaims claims) {
    long expiresAt = TimeUnit.SECONDS.toMillis(claims.expiresAt());
    return identity
        .authenticate(claims.user(), claims.session())
        .map(caller -> new Outcome.Accepted(caller, expiresAt));
  }

  private Future<Admission> admission(String token, Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      return Future.failedFuture(refused.why());
    }
    Outcome.Accepted accepted = (Outcome.Accepted) outcome;
    return accepted.expiresAt() > clock.millis()
        ? Future.succeededFuture(
            new Admission(accepted.caller(), accepted.expiresAt(), () -> admit(token)))
        : Future.failedFuture(new Unauthenticated("the access token has expired"));
  }

  private Duration timeLeft(Outcome outcome) {
    return outcome instanceof Outcome.Accepted accepted
        ? Duration.ofMillis(
            Math.min(REMEMBERED.toMillis(), Math.max(0, accepted.expiresAt() - clock.millis())))
        : Duration.ZERO;
  }

  /** Forgets whom a change concerns. */
  public void onAccount(AccountChanged change) {
    forgetIf(change::concerns);
  }

  private void forgetIf(Predicate<Caller> concerned) {
    known.asMap().values().removeIf(outcome -> isConcerned(outcome, concerned));
  }

  private static boolean isConcerned(
      CompletableFuture<Outcome> outcome, Predicate<Caller> concerned) {
    return !outcome.isDone()
        || (outcome.getNow(null) instanceof Outcome.Accepted accepted
            && concerned.test(accepted.caller()));
  }
}
