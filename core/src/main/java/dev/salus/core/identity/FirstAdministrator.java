package dev.salus.core.identity;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.core.identity.UserCreation.NewUser;
import dev.salus.core.identity.password.HashingTurn;
import dev.salus.core.identity.password.Password;
import dev.salus.core.identity.password.PasswordHasher;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an administrator at start if there is none, and says so if what was given is not used. */
final class FirstAdministrator {

  private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

  private final Users users;
  private final Administrators administrators;
  private final UserCreation creation;
  private final PasswordHasher hasher;

  FirstAdministrator(
      Users users, Administrators administrators, UserCreation creation, PasswordHasher hasher) {
    this.users = users;
    this.administrators = administrators;
    this.creation = creation;
    this.hasher = hasher;
  }

  /**
   * Makes it, or looks at the one that there is.
   *
   * @param given the password that somebody gave; null if it was made up
   * @return {@code {created: true}}, or {@code {created: false, administrator, named,
   *     passwordHolds?}}
   */
  Future<JsonObject> ensure(LoginName login, Password password, @Nullable Password given) {
    return administrators
        .any()
        .compose(
            there ->
                there.isPresent()
                    ? existing(there.get(), login, given)
                    : create(login, password)
                        .map(new JsonObject().put("created", true))
                        .recover(failure -> unlessThereIsOneNow(failure, login, given)));
  }

  private Future<UserAccount> create(LoginName login, Password password) {
    return hasher
        .hash(password, HashingTurn.ofHost())
        .compose(
            hash -> creation.create(new NewUser(login, List.of(Caller.ADMIN), null, hash, null)));
  }

  /** Two hosts may start at once with the same settings. */
  private Future<JsonObject> unlessThereIsOneNow(
      Throwable failure, LoginName login, @Nullable Password given) {
    return failure instanceof Conflict
        ? administrators
            .any()
            .compose(
                there ->
                    there.isPresent()
                        ? existing(there.get(), login, given)
                        : Future.failedFuture(failure))
        : Future.failedFuture(failure);
  }

  private Future<JsonObject> existing(UserAccount any, LoginName login, @Nullable Password given) {
    return users
        .find(login)
        .compose(
            found -> {
              Optional<UserAccount> named = found.filter(UserAccount::isAdmin);
              return passwordHolds(named, given)
                  .map(holds -> answer(named.orElse(any), named.isPresent(), holds));
            });
  }

  private Future<Optional<Boolean>> passwordHolds(
      Optional<UserAccount> named, @Nullable Password given) {
    return named.isEmpty() || given == null
        ? Future.succeededFuture(Optional.empty())
        : hasher
            .check(() -> named.get().password().matches(given), HashingTurn.ofHost())
            .map(Optional::of);
  }

  private static JsonObject answer(UserAccount there, boolean named, Optional<Boolean> holds) {
    if (!named || !holds.orElse(true)) {
      LOG.warn(
          "administrator '{}' exists; the {} that was given at start is not used",
          there.login().shown(),
          named ? "password" : "name, and any password,");
    }
    if (named && there.locked()) {
      LOG.warn("administrator '{}' is locked: only another one lets it in", there.login().shown());
    }
    JsonObject answer =
        new JsonObject()
            .put("created", false)
            .put("administrator", there.login().shown())
            .put("named", named);
    holds.ifPresent(value -> answer.put("passwordHolds", value));
    return answer;
  }
}
