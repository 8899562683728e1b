package dev.salus.core.identity;

import dev.salus.api.Invalid;
import dev.salus.api.SecondFactorRequired;
import dev.salus.api.SecondFactorRequired.Reason;
import dev.salus.api.Unauthenticated;
import dev.salus.core.identity.secondfactor.OneTimeCode;
import dev.salus.core.identity.secondfactor.SecondFactor;
import dev.salus.core.identity.throttle.LoginAttempt;
import dev.salus.core.identity.throttle.LoginThrottle;
import dev.salus.core.storeaccess.OptimisticUpdate;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes codes of second factors, each once, of those whose password was right. */
final class SecondFactorCheck {

  private final Users users;
  private final LoginThrottle throttle;
  private final Clock clock;

  SecondFactorCheck(Users users, LoginThrottle throttle, Clock clock) {
    this.users = users;
    this.throttle = throttle;
    this.clock = clock;
  }

  /**
   * The user as it is to be stored once this code is taken; as it was if it has no second factor.
   * Counts a wrong code; what is right is left to be counted by whoever knows that all is.
   *
   * @throws SecondFactorRequired if there is no code, or it is not to be taken
   * @throws Invalid if there is one that nobody could check
   */
  UserAccount take(UserAccount user, @Nullable OneTimeCode code, LoginAttempt attempt) {
    SecondFactor factor = user.secondFactor();
    if (factor == null || !factor.inForce()) {
      if (code != null) {
        throttle.passed(attempt);
        // To ignore it would let somebody believe that it was checked.
        throw Invalid.at("otp", "this user has no second factor; log in without a code");
      }
      return user;
    }
    if (code == null) {
      throttle.passed(attempt);
      throw new SecondFactorRequired(
          Reason.CODE_MISSING, "this user has a second factor: send a code as 'otp', too");
    }
    throttle.checkCode(attempt);
    Optional<SecondFactor> left = factor.take(code, clock.instant());
    if (left.isEmpty()) {
      throttle.failedCode(attempt);
      throw new SecondFactorRequired(
          Reason.CODE_REFUSED, "the code is wrong, too old, or was used before; take the next one");
    }
    return user.withSecondFactor(left.get());
  }

  /**
   * Stores a user of whom a code was taken. Of two who come with one code at the same time one is
   * stored; the other meets its revision, looks again, and finds the code used.
   */
  Future<UserAccount> stored(UserAccount taken, @Nullable OneTimeCode code, LoginAttempt attempt) {
    if (!taken.hasSecondFactor()) {
      return Future.succeededFuture(taken);
    }
    return users
        .put(taken)
        .recover(
            failure ->
                failure instanceof RevisionConflict
                    ? OptimisticUpdate.retrying(() -> takenAgain(taken, code, attempt))
                    : Future.failedFuture(failure));
  }

  private Future<UserAccount> takenAgain(
      UserAccount before, @Nullable OneTimeCode code, LoginAttempt attempt) {
    return users
        .find(before.id())
        .map(found -> found.filter(now -> now.credentials() == before.credentials()))
        .map(found -> found.orElseThrow(SecondFactorCheck::changedMeanwhile))
        .map(now -> take(now, code, attempt))
        .compose(users::put);
  }

  private static Unauthenticated changedMeanwhile() {
    return new Unauthenticated("the user was changed meanwhile; log in again");
  }
}
