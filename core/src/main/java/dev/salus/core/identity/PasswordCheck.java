package dev.salus.core.identity;

import dev.salus.core.identity.LoginThrottle.Attempt;
import io.vertx.core.Future;
import java.util.Optional;

/** Checks passwords, slows down guesses, and keeps hashes at the current costs. */
final class PasswordCheck {

  private final Users users;
  private final PasswordHasher hasher;
  private final LoginThrottle throttle;

  PasswordCheck(Users users, PasswordHasher hasher, LoginThrottle throttle) {
    this.users = users;
    this.hasher = hasher;
    this.throttle = throttle;
  }

  /**
   * Refuses an attempt that comes too early.
   *
   * @throws dev.salus.api.TooManyRequests saying when to try again
   */
  void admit(Attempt attempt) {
    throttle.check(attempt);
  }

  /**
   * Whether the password is the user's; the same work if there is no user. Counts a failure and
   * forgets them after a success. Whether the attempt comes too early is looked at again when its
   * turn comes, and it is counted before the next one's: of many guesses sent at once few are made.
   */
  Future<Boolean> matches(Optional<UserAccount> user, Password password, Attempt attempt) {
    PasswordHash hash = user.map(UserAccount::password).orElseGet(hasher::decoy);
    return hasher.check(
        () -> {
          throttle.check(attempt);
          boolean matches = hash.matches(password);
          if (matches) {
            throttle.succeeded(attempt);
          } else {
            throttle.failed(attempt);
          }
          return matches;
        });
  }

  /** Counts a failure that is not a wrong password, such as a wrong invitation. */
  void failed(Attempt attempt) {
    throttle.failed(attempt);
  }

  /** The hash of a password that is to be set. */
  Future<PasswordHash> hash(Password password) {
    return hasher.hash(password);
  }

  /** The user with its password hashed again if the costs have changed; if that fails, as it is. */
  Future<UserAccount> renewed(UserAccount user, Password password) {
    return hasher.isOutdated(user.password())
        ? hasher.hash(password).compose(hash -> users.put(user.rehashed(hash))).otherwise(user)
        : Future.succeededFuture(user);
  }
}
