package dev.salus.gateway.token;

import dev.salus.api.Addresses;
import dev.salus.api.Caller;
import dev.salus.api.IdentityService;
import dev.salus.api.Services;
import dev.salus.api.Session;
import dev.salus.api.event.AccountChanged;
import dev.salus.core.testkit.MovableClock;
import dev.salus.gateway.Fakes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Access tokens in front of an identity service that a test controls. */
final class TokenRig {

  static final String USER = "11111111-1111-4111-8111-111111111111";
  static final String OWNER = "22222222-2222-4222-8222-222222222222";
  static final String SESSION = "33333333-3333-4333-8333-333333333333";
  static final Caller CALLER = new Caller(USER, OWNER, Set.of("admin"), SESSION);

  final Vertx vertx = Vertx.vertx();
  final MovableClock clock = new MovableClock();
  final SigningKey key = SigningKey.generate(new SecureRandom());
  final TokenSettings settings;
  final AccessTokens tokens;
  final AtomicInteger asked = new AtomicInteger();
  final Fakes<IdentityService> identity =
      new Fakes<>(IdentityService.class)
          .on(
              "authenticate",
              arguments -> {
                asked.incrementAndGet();
                return Future.succeededFuture(CALLER);
              });

  TokenRig() throws Exception {
    this(TokenSettings.defaults());
  }

  TokenRig(TokenSettings settings) throws Exception {
    this.settings = settings;
    this.tokens = AccessTokens.open(vertx, key, settings, clock, new SecureRandom());
    await(
        Services.bind(vertx, IdentityService.class, Addresses.IDENTITY, identity.service())
            .completion());
  }

  /** The access token of a log-in that has just succeeded. */
  String token() throws Exception {
    Session session = new Session(CALLER, "refresh", new JsonObject().put("id", USER), null, null);
    return await(tokens.issuer().answer(session)).getString("accessToken");
  }

  Future<Caller> authenticate(String token) {
    return tokens.authentication().admit(token).map(Admission::caller);
  }

  void changed(String user, String session) {
    tokens.authentication().onAccount(new AccountChanged(user, session));
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.await(180, TimeUnit.SECONDS);
  }

  void close() throws Exception {
    await(tokens.close());
    await(vertx.close());
  }
}
