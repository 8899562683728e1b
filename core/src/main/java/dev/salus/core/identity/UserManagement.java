package dev.salus.core.identity;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.core.identity.UserCreation.NewUser;
import dev.salus.core.identity.password.HashingTurn;
import dev.salus.core.identity.password.Password;
import dev.salus.core.identity.throttle.LoginAttempt;
import dev.salus.core.storeaccess.OptimisticUpdate;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.ProtocolViolation.Kind;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Creating, changing and deleting users, and changing a password. */
final class UserManagement {

  private static final int MAX_ROLES = 16;

  private final DocumentStore store;
  private final Users users;
  private final OwnAccount own;
  private final UserCreation creation;
  private final Administrators administrators;
  private final Sessions sessions;
  private final PasswordCheck passwords;
  private final CredentialChange credentials;

  UserManagement(
      DocumentStore store,
      Users users,
      OwnAccount own,
      UserCreation creation,
      Administrators administrators,
      Sessions sessions,
      PasswordCheck passwords,
      CredentialChange credentials) {
    this.store = store;
    this.users = users;
    this.own = own;
    this.creation = creation;
    this.administrators = administrators;
    this.sessions = sessions;
    this.passwords = passwords;
    this.credentials = credentials;
  }

  Future<JsonObject> create(Caller caller, JsonObject body) {
    FieldReader in = FieldReader.of(body);
    LoginName login = LoginName.read(in, "login");
    Password password = Password.toSet(in, "password");
    List<String> roles = in.has("roles") ? roles(in) : List.of();
    String dataOwner = in.optionalUuid("dataOwner");
    in.end();
    caller.requireAdmin();
    return passwords
        .hash(password, HashingTurn.ofUser(caller.user()))
        .compose(hash -> creation.create(new NewUser(login, roles, dataOwner, hash, null)))
        .map(UserAccount::toJson);
  }

  private static List<String> roles(FieldReader in) {
    List<String> roles = in.texts("roles");
    if (roles.size() > MAX_ROLES || !roles.stream().allMatch(Caller::isRole)) {
      throw in.violation(
          Kind.VALUE,
          "roles",
          "must be at most 16 names of lower-case letters, digits and - that begin with a letter, at"
              + " most 32 long");
    }
    return roles;
  }

  Future<JsonObject> change(Caller caller, String id, JsonObject body) {
    FieldReader in = FieldReader.of(body);
    String rev = in.text("rev");
    Optional<List<String>> roles = in.has("roles") ? Optional.of(roles(in)) : Optional.empty();
    Optional<Boolean> locked = in.has("locked") ? Optional.of(in.flag("locked")) : Optional.empty();
    in.end();
    if (roles.isEmpty() && locked.isEmpty()) {
      throw new Invalid("roles", "roles: nothing is to be changed; name roles, locked, or both");
    }
    UnaryOperator<UserAccount> change =
        user -> user.withRoles(roles.orElse(user.roles())).withLock(locked.orElse(user.locked()));
    return users
        .require(caller, id)
        .map(user -> requireRevision(user, rev))
        .compose(user -> changed(user, change))
        .map(UserAccount::toJson);
  }

  private static UserAccount requireRevision(UserAccount user, String rev) {
    if (!rev.equals(user.rev())) {
      throw new Conflict("the user has changed since; read it again", user.rev());
    }
    return user;
  }

  /** Locked users have no session any more; others go on with what their roles allow now. */
  private Future<UserAccount> changed(UserAccount user, UnaryOperator<UserAccount> change) {
    UserAccount after = change.apply(user);
    Future<UserAccount> stored =
        user.administers() && !after.administers()
            ? administrators.change(user, change)
            : users.put(after);
    return stored
        .onSuccess(done -> credentials.announce(user.id()))
        .compose(done -> sessions.dropVoid(user.id(), done.credentials()).map(done));
  }

  /** Lets a user in whom an administrator or failed log-ins keep out. */
  Future<Void> liftLocks(Caller caller, String id) {
    return OptimisticUpdate.retrying(() -> users.require(caller, id).compose(this::unlocked))
        .compose(passwords::forget);
  }

  private Future<UserAccount> unlocked(UserAccount user) {
    return user.locked() ? users.put(user.withLock(false)) : Future.succeededFuture(user);
  }

  Future<Void> delete(Caller caller, String id, String rev) {
    return users
        .require(caller, id)
        .compose(user -> deleted(user, rev).compose(deleted -> cleanUpAfter(user)));
  }

  private Future<Void> deleted(UserAccount user, String rev) {
    return user.isAdmin()
        ? administrators.delete(user, rev)
        : store.delete(IdentityCollections.USERS, user.id(), rev);
  }

  /** The user is gone with its document; what is left of it has no effect and may stay. */
  private Future<Void> cleanUpAfter(UserAccount user) {
    credentials.announce(user.id());
    return Future.join(creation.release(user), sessions.dropVoid(user.id(), Long.MAX_VALUE))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  Future<Void> changePassword(Caller caller, JsonObject body) {
    FieldReader in = FieldReader.of(body);
    Password old = Password.given(in, "old");
    Password wanted = Password.toSet(in, "new");
    in.end();
    return own.of(caller)
        .compose(
            user -> {
              LoginAttempt attempt = LoginAttempt.of("password", user.id(), "user " + user.id());
              HashingTurn turn = HashingTurn.ofUser(user.id());
              passwords.admit(attempt);
              return passwords
                  .matches(Optional.of(user), old, attempt)
                  .compose(matches -> matches ? passwords.hash(wanted, turn) : wrongOldPassword())
                  .compose(hash -> credentials.store(user.withNewPassword(hash), caller))
                  .recover(CredentialChange::changedMeanwhile);
            });
  }

  Future<Void> resetPassword(Caller caller, String id, JsonObject body) {
    FieldReader in = FieldReader.of(body);
    Password wanted = Password.toSet(in, "password");
    in.end();
    HashingTurn turn = HashingTurn.ofUser(caller.user());
    return users
        .require(caller, id)
        .compose(user -> passwords.hash(wanted, turn).map(user::withPasswordOfAdministrator))
        .compose(user -> credentials.store(user, caller.withoutSession()))
        .recover(CredentialChange::changedMeanwhile)
        .compose(done -> users.require(caller, id))
        .compose(passwords::forget);
  }

  private static <T> Future<T> wrongOldPassword() {
    return Future.failedFuture(new Invalid("old", "old: is not the current password"));
  }
}
