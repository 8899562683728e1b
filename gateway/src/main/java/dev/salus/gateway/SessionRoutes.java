package dev.salus.gateway;

import dev.salus.api.Caller;
import dev.salus.api.IdentityService;
import dev.salus.gateway.token.TokenIssuer;
import io.vertx.core.Future;
import java.util.List;

/** {@code /auth}: log in, refresh, log out. */
final class SessionRoutes {

  private final IdentityService identity;
  private final TokenIssuer issuer;

  SessionRoutes(IdentityService identity, TokenIssuer issuer) {
    this.identity = identity;
    this.issuer = issuer;
  }

  List<ApiRoute> all() {
    return List.of(
        ApiRoute.anonymousPost("/auth/login", this::logIn),
        ApiRoute.anonymousPost("/auth/refresh", this::refresh),
        ApiRoute.postWithoutBody("/auth/logout", (caller, request) -> logOut(caller)));
  }

  private Future<Answer> logIn(ApiRequest request) {
    return identity
        .login(request.body(), request.address())
        .compose(issuer::answer)
        .map(Answer::ok);
  }

  private Future<Answer> refresh(ApiRequest request) {
    return identity
        .refresh(request.body(), request.address())
        .compose(issuer::answer)
        .map(Answer::ok);
  }

  private Future<Answer> logOut(Caller caller) {
    return identity.logout(caller).map(ended -> Answer.noContent());
  }
}
