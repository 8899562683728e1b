package dev.salus.core.identity;

import dev.salus.api.Unauthenticated;
import dev.salus.core.identity.password.HashingTurn;
import dev.salus.core.identity.password.Password;
import dev.salus.core.identity.password.PasswordHash;
import dev.salus.core.identity.password.PasswordHasher;
import dev.salus.core.identity.secondfactor.OneTimeCode;
import dev.salus.core.identity.throttle.LoginAttempt;
import dev.salus.core.identity.throttle.LoginThrottle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks passwords, slows down guesses, and keeps hashes at the current costs. */
final class PasswordCheck {

  private final Vertx vertx;
  private final Users users;
  private final PasswordHasher hasher;
  private final LoginThrottle throttle;
  private final SecondFactorCheck codes;

  PasswordCheck(
      Vertx vertx,
      Users users,
      PasswordHasher hasher,
      LoginThrottle throttle,
      SecondFactorCheck codes) {
    this.vertx = vertx;
    this.users = users;
    this.hasher = hasher;
    this.throttle = throttle;
    this.codes = codes;
  }

  /**
   * Refuses an attempt that comes too early.
   *
   * @throws dev.salus.api.TooManyRequests saying when to try again
   */
  void admit(LoginAttempt attempt) {
    throttle.check(attempt);
  }

  /**
   * Whether the password is the user's; the same work if there is no user. Counts what came of it.
   * Whether the attempt comes too early is looked at again when its turn comes, and it is counted
   * before the next one's: of many guesses sent at once few are made.
   */
  Future<Boolean> matches(Optional<UserAccount> user, Password password, LoginAttempt attempt) {
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
        },
        attempt.turn());
  }

  /**
   * The same for both secrets at once, since a right password must not forget wrong codes: the user
   * with the code taken, to be {@link SecondFactorCheck#stored}. Without the right password nothing
   * is said of the second factor, and nothing of it is looked at.
   *
   * @return fails with {@link Unauthenticated} for a wrong password or no user, else as {@link
   *     SecondFactorCheck#take} does
   */
  Future<UserAccount> verified(
      Optional<UserAccount> user,
      Password password,
      @Nullable OneTimeCode code,
      LoginAttempt attempt) {
    PasswordHash hash = user.map(UserAccount::password).orElseGet(hasher::decoy);
    return hasher.check(
        () -> {
          throttle.check(attempt);
          if (!hash.matches(password)) {
            throttle.failed(attempt);
            throw new Unauthenticated("the login or the password is wrong");
          }
          UserAccount taken = codes.take(user.orElseThrow(), code, attempt);
          throttle.succeeded(attempt);
          return taken;
        },
        attempt.turn());
  }

  /** Counts a failure that is not a wrong password, such as a wrong invitation. */
  void failed(LoginAttempt attempt) {
    throttle.failed(attempt);
  }

  /** Forgets what was counted of a user; on a worker, since all counters are looked at. */
  Future<Void> forget(UserAccount user) {
    return vertx.executeBlocking(
        () -> {
          throttle.forget(user.login().claimId());
          throttle.forget(user.id());
          return null;
        },
        false);
  }

  /** The hash of a password that is to be set. */
  Future<PasswordHash> hash(Password password, HashingTurn turn) {
    return hasher.hash(password, turn);
  }

  /** The user with its password hashed again if the costs have changed; if that fails, as it is. */
  Future<UserAccount> renewed(UserAccount user, Password password, HashingTurn turn) {
    return hasher.isOutdated(user.password())
        ? hasher
            .hash(password, turn)
            .compose(hash -> users.put(user.rehashed(hash)))
            .otherwise(user)
        : Future.succeededFuture(user);
  }
}
