package dev.salus.core;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.IdentityService;
import dev.salus.api.NotFound;
import dev.salus.api.SecondFactorRequired;
import dev.salus.api.Services;
import dev.salus.api.Session;
import dev.salus.api.TooManyRequests;
import dev.salus.api.Unauthenticated;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/**
 * Users of a server that an application has in its own process, and the {@link Caller} that each of
 * them is: what {@code BusTransport} wants. Whoever holds this may be anybody: the server knows who
 * is calling from the application alone.
 *
 * <p>Futures complete on the caller's context, and may fail with {@link dev.salus.api.Unavailable}.
 */
public final class HostAccounts {

  private static final String ADDRESS = "local";

  private final IdentityService identity;

  HostAccounts(Vertx vertx) {
    this.identity = Services.identity(vertx);
  }

  /**
   * The application itself, as an administrator: makes users and data owners, and sees entities as
   * they are stored, which is encrypted. It is no user, so nobody can log in as it.
   */
  public Caller administrator() {
    return new Caller("application", null, Set.of(Caller.ADMIN), null);
  }

  /**
   * Makes a data owner and its user. {@link Conflict} if the login is taken; {@link
   * dev.salus.api.Invalid} names what cannot be as it is.
   */
  public Future<Caller> create(NewAccount account) {
    return requireFree(account.login())
        .compose(free -> identity.createDataOwner(administrator(), account.owner()))
        .map(owner -> account.user(owner.getString("id")))
        .compose(user -> identity.createUser(administrator(), user))
        .compose(made -> caller(account.login()));
  }

  /** So that no data owner is left behind who will never have a user. */
  private Future<Void> requireFree(String login) {
    return identity
        .users(administrator(), new JsonObject().put("login", login))
        .compose(
            found ->
                found.getJsonArray("items").isEmpty()
                    ? Future.succeededFuture()
                    : Future.failedFuture(new Conflict("the login is taken", null)));
  }

  /**
   * The caller that the user with this login is, for an application that has made sure by itself
   * that it is they. Ask again after a while: roles may have changed, the user may be gone, or an
   * administrator may keep it out. {@link NotFound} if there is no such user, {@link Forbidden} if
   * it is locked.
   */
  public Future<Caller> caller(String login) {
    return identity.callerOf(login);
  }

  /**
   * The same once the password was checked. {@link Unauthenticated} if it is not theirs or there is
   * no such user, {@link TooManyRequests} after repeated failures, {@link SecondFactorRequired} if
   * the user has a second factor, {@link Forbidden} if it is locked. No session is left.
   */
  public Future<Caller> logIn(String login, String password) {
    return logIn(new JsonObject().put("login", login).put("password", password));
  }

  /**
   * The same of a user who has a second factor. {@link SecondFactorRequired} if the code is not to
   * be used.
   *
   * @param otp a code of now, or a recovery code
   */
  public Future<Caller> logIn(String login, String password, String otp) {
    return logIn(new JsonObject().put("login", login).put("password", password).put("otp", otp));
  }

  private Future<Caller> logIn(JsonObject credentials) {
    return identity
        .login(credentials, ADDRESS)
        .map(Session::caller)
        .compose(caller -> identity.logout(caller).map(caller.withoutSession()));
  }
}
