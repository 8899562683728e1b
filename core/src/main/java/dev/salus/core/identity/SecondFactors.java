package dev.salus.core.identity;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.api.SecondFactorRequired;
import dev.salus.api.Unauthenticated;
import dev.salus.core.identity.password.Password;
import dev.salus.core.identity.secondfactor.OneTimeCode;
import dev.salus.core.identity.secondfactor.RecoveryCodes;
import dev.salus.core.identity.secondfactor.SecondFactor;
import dev.salus.core.identity.secondfactor.SecondFactorPolicy;
import dev.salus.core.identity.throttle.LoginAttempt;
import dev.salus.core.storeaccess.OptimisticUpdate;
import dev.salus.protocol.FieldReader;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Setting up second factors, and taking them away. */
final class SecondFactors {

  private final Users users;
  private final OwnAccount own;
  private final PasswordCheck passwords;
  private final CredentialChange credentials;
  private final SecondFactorPolicy policy;
  private final Clock clock;
  private final SecureRandom random;

  SecondFactors(
      Users users,
      OwnAccount own,
      PasswordCheck passwords,
      CredentialChange credentials,
      SecondFactorPolicy policy,
      Clock clock,
      SecureRandom random) {
    this.users = users;
    this.own = own;
    this.passwords = passwords;
    this.credentials = credentials;
    this.policy = policy;
    this.clock = clock;
    this.random = random;
  }

  /** {@code {state, required, recoveryCodesLeft}}. */
  Future<JsonObject> show(Caller caller) {
    return own.of(caller)
        .map(
            user ->
                new JsonObject()
                    .put("state", state(user.secondFactor()))
                    .put("required", policy.binds(user.roles()))
                    .put("recoveryCodesLeft", codesLeft(user.secondFactor())));
  }

  private static String state(@Nullable SecondFactor factor) {
    return factor == null ? "off" : factor.inForce() ? "on" : "begun";
  }

  private static int codesLeft(@Nullable SecondFactor factor) {
    return factor == null ? 0 : factor.recoveryCodesLeft();
  }

  /** The password is asked for: whoever finds a session open must not lock its user out. */
  Future<JsonObject> setUp(Caller caller, JsonObject body) {
    FieldReader in = FieldReader.of(body);
    Password password = Password.given(in, "password");
    in.end();
    return own.of(caller)
        .map(SecondFactors::requireNone)
        .compose(user -> requirePassword(user, password))
        .compose(user -> users.put(user.withSecondFactor(SecondFactor.begin(random))))
        .recover(CredentialChange::changedMeanwhile)
        .map(SecondFactors::told);
  }

  private Future<UserAccount> requirePassword(UserAccount user, Password password) {
    LoginAttempt attempt = attempt(user);
    passwords.admit(attempt);
    return passwords
        .matches(Optional.of(user), password, attempt)
        .map(
            matches -> {
              if (!matches) {
                throw wrongPassword();
              }
              return user;
            });
  }

  private static JsonObject told(UserAccount stored) {
    SecondFactor factor = stored.requireSecondFactor();
    return new JsonObject()
        .put("secret", factor.secretText())
        .put("uri", factor.uri(stored.login().shown()));
  }

  /** From here on sessions that were opened with a password alone are void. */
  Future<JsonObject> confirm(Caller caller, JsonObject body) {
    FieldReader in = FieldReader.of(body);
    OneTimeCode code = OneTimeCode.read(in, "otp");
    in.end();
    RecoveryCodes recovery = RecoveryCodes.make(random);
    return own.of(caller)
        .map(SecondFactors::requireBegun)
        .map(user -> confirmed(user, code, recovery))
        .compose(user -> credentials.store(user, caller))
        .recover(CredentialChange::changedMeanwhile)
        .map(done -> toJson(recovery));
  }

  private UserAccount confirmed(UserAccount user, OneTimeCode code, RecoveryCodes recovery) {
    LoginAttempt attempt = attempt(user);
    passwords.admit(attempt);
    Optional<SecondFactor> taken = user.requireSecondFactor().take(code, clock.instant());
    if (taken.isEmpty()) {
      passwords.failed(attempt);
      throw wrongCode();
    }
    return user.withNewSecondFactor(taken.get().with(recovery));
  }

  /** Those from before are void, used or not. */
  Future<JsonObject> replaceRecoveryCodes(Caller caller, JsonObject body) {
    RecoveryCodes recovery = RecoveryCodes.make(random);
    return verified(caller, body, factor -> factor.with(recovery))
        .compose(users::put)
        .recover(CredentialChange::changedMeanwhile)
        .map(stored -> toJson(recovery));
  }

  /** Sessions go on; those of whoever needs a second factor can do no more than set one up. */
  Future<Void> remove(Caller caller, JsonObject body) {
    return verified(caller, body, factor -> null)
        .compose(credentials::storeWithSessions)
        .recover(CredentialChange::changedMeanwhile);
  }

  /** Takes password and code, and makes of the second factor what is to be stored. */
  private Future<UserAccount> verified(
      Caller caller, JsonObject body, Function<SecondFactor, @Nullable SecondFactor> change) {
    FieldReader in = FieldReader.of(body);
    Password password = Password.given(in, "password");
    OneTimeCode code = OneTimeCode.read(in, "otp");
    in.end();
    return own.of(caller)
        .map(SecondFactors::requireInForce)
        .compose(user -> verified(user, password, code))
        .map(user -> user.withSecondFactor(change.apply(user.requireSecondFactor())));
  }

  private Future<UserAccount> verified(UserAccount user, Password password, OneTimeCode code) {
    LoginAttempt attempt = attempt(user);
    passwords.admit(attempt);
    return passwords
        .verified(Optional.of(user), password, code, attempt)
        .recover(failure -> Future.failedFuture(asField(failure)));
  }

  /** Whoever asks is logged in: it is a field of this request that is wrong. */
  private static Throwable asField(Throwable failure) {
    if (failure instanceof Unauthenticated) {
      return wrongPassword();
    }
    return failure instanceof SecondFactorRequired ? wrongCode() : failure;
  }

  /** For who has lost it; an administrator has made sure who that is. */
  Future<Void> reset(Caller caller, String id) {
    return OptimisticUpdate.retrying(
            () -> users.require(caller, id).compose(user -> withoutOne(user, caller)))
        .compose(done -> users.require(caller, id))
        .compose(passwords::forget);
  }

  private Future<Void> withoutOne(UserAccount user, Caller caller) {
    return user.secondFactor() == null
        ? Future.succeededFuture()
        : credentials.store(user.withNewSecondFactor(null), caller.withoutSession());
  }

  private static LoginAttempt attempt(UserAccount user) {
    return LoginAttempt.of("password", user.id(), "user " + user.id());
  }

  private static UserAccount requireNone(UserAccount user) {
    if (user.hasSecondFactor()) {
      throw new Conflict("there is a second factor already: remove it first", null);
    }
    return user;
  }

  private static UserAccount requireBegun(UserAccount user) {
    requireNone(user);
    if (user.secondFactor() == null) {
      throw new Conflict("no second factor was begun: set one up first", null);
    }
    return user;
  }

  private static UserAccount requireInForce(UserAccount user) {
    if (!user.hasSecondFactor()) {
      throw new Conflict("there is no second factor", null);
    }
    return user;
  }

  private static JsonObject toJson(RecoveryCodes codes) {
    return new JsonObject().put("recoveryCodes", new JsonArray(codes.texts()));
  }

  private static Invalid wrongPassword() {
    return Invalid.at("password", "is not the current password");
  }

  private static Invalid wrongCode() {
    return Invalid.at("otp", "the code is wrong, too old, or was used before; take the next one");
  }
}
