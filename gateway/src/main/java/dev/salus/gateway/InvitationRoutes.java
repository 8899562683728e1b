package dev.salus.gateway;

import dev.salus.api.IdentityService;
import io.vertx.core.Future;
import java.util.List;

/** {@code /users/invitations}: how somebody becomes the user of a data owner. */
final class InvitationRoutes {

  private final IdentityService identity;

  InvitationRoutes(IdentityService identity) {
    this.identity = identity;
  }

  List<ApiRoute> all() {
    return List.of(
        ApiRoute.post(
            "/users/invitations",
            (caller, request) -> identity.invite(caller, request.body()).map(Answer::created)),
        ApiRoute.anonymousPost("/users/invitations/:token", this::accept),
        ApiRoute.get(
            "/users/invitations/:token",
            (caller, request) -> identity.invitation(caller, request.token()).map(Answer::ok)));
  }

  private Future<Answer> accept(ApiRequest request) {
    return identity
        .acceptInvitation(request.token(), request.body(), request.address())
        .map(Answer::created);
  }
}
