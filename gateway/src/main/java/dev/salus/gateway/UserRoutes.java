package dev.salus.gateway;

import dev.salus.api.Caller;
import dev.salus.api.IdentityService;
import io.vertx.core.Future;
import java.util.List;

/** {@code /users}: one's own user, and the administration of all. */
final class UserRoutes {

  private final IdentityService identity;

  UserRoutes(IdentityService identity) {
    this.identity = identity;
  }

  List<ApiRoute> all() {
    return List.of(
        ApiRoute.get("/users/me", (caller, request) -> identity.me(caller).map(Answer::ok)),
        ApiRoute.put("/users/me/password", this::changePassword),
        ApiRoute.post(
            "/users",
            (caller, request) -> identity.createUser(caller, request.body()).map(Answer::created)),
        ApiRoute.get(
                "/users",
                (caller, request) -> identity.users(caller, request.query()).map(Answer::ok))
            .with(QueryParameter.text("login"))
            .withAll(QueryParameter.PAGE),
        ApiRoute.get(
            "/users/:id",
            (caller, request) -> identity.user(caller, request.uuid("id")).map(Answer::ok)),
        ApiRoute.delete("/users/:id/locks", this::liftLocks),
        ApiRoute.delete("/users/:id", this::delete).with(QueryParameter.text("rev").mandatory()));
  }

  private Future<Answer> changePassword(Caller caller, ApiRequest request) {
    return identity.changePassword(caller, request.body()).map(changed -> Answer.noContent());
  }

  private Future<Answer> liftLocks(Caller caller, ApiRequest request) {
    return identity.liftLocks(caller, request.uuid("id")).map(lifted -> Answer.noContent());
  }

  private Future<Answer> delete(Caller caller, ApiRequest request) {
    String user = request.uuid("id");
    request.checkIfMatch();
    return identity
        .deleteUser(caller, user, request.query().getString("rev"))
        .map(deleted -> Answer.noContent());
  }
}
