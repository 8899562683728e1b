package dev.salus.core.identity;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.event.AccountChanged;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** Stores users whose credentials are others than before, and says so. */
final class CredentialChange {

  private final Users users;
  private final Sessions sessions;
  private final Consumer<AccountChanged> events;

  CredentialChange(Users users, Sessions sessions, Consumer<AccountChanged> events) {
    this.users = users;
    this.sessions = sessions;
    this.events = events;
  }

  /**
   * Stores the user at the revision it has. All sessions are void as soon as it is stored; then the
   * caller's, if it has one, is let live on.
   */
  Future<Void> store(UserAccount user, Caller caller) {
    return users
        .put(user)
        .compose(stored -> keepSession(stored, caller).onComplete(done -> announce(stored.id())))
        .compose(kept -> sessions.dropVoid(user.id(), user.credentials()));
  }

  /** Stores a user whose sessions may go on, with what they may do looked at again. */
  Future<Void> storeWithSessions(UserAccount user) {
    return users.put(user).onSuccess(stored -> announce(stored.id())).mapEmpty();
  }

  private Future<Void> keepSession(UserAccount user, Caller caller) {
    return caller.session() == null
        ? Future.succeededFuture()
        : sessions.keep(caller.session(), user);
  }

  /** Says that what a token of this user says may no longer hold. */
  void announce(String user) {
    events.accept(new AccountChanged(user, null));
  }

  /** For changes that were decided on what was read before. */
  static <T> Future<T> changedMeanwhile(Throwable failure) {
    return Future.failedFuture(
        failure instanceof RevisionConflict
            ? new Conflict("the user was changed meanwhile; try again", null)
            : failure);
  }
}
