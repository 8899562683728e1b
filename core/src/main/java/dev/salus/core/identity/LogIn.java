package dev.salus.core.identity;

import dev.salus.api.Caller;
import dev.salus.api.Session;
import dev.salus.api.network.ClientNetwork;
import dev.salus.core.identity.Sessions.Issued;
import dev.salus.core.identity.password.Password;
import dev.salus.core.identity.secondfactor.OneTimeCode;
import dev.salus.core.identity.secondfactor.SecondFactorPolicy;
import dev.salus.core.identity.throttle.LoginAttempt;
import dev.salus.core.storeaccess.OptimisticUpdate;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.ProtocolViolation.Kind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Logging in, refreshing, logging out, and whom a session stands for. */
final class LogIn {

  /** The shortest time after which a session may be asked to end, in seconds. */
  private static final long LEAST_SECONDS = 60;

  /** The longest, in seconds: 30 days. */
  private static final long MOST_SECONDS = 30L * 24 * 60 * 60;

  private final Users users;
  private final OwnAccount accounts;
  private final Sessions sessions;
  private final PasswordCheck passwords;
  private final DeviceTokens devices;
  private final SecondFactorCheck codes;
  private final SecondFactorPolicy policy;

  LogIn(
      Users users,
      OwnAccount accounts,
      Sessions sessions,
      PasswordCheck passwords,
      DeviceTokens devices,
      SecondFactorCheck codes,
      SecondFactorPolicy policy) {
    this.users = users;
    this.accounts = accounts;
    this.sessions = sessions;
    this.passwords = passwords;
    this.devices = devices;
    this.codes = codes;
    this.policy = policy;
  }

  Future<Session> login(JsonObject credentials, String address) {
    FieldReader in = FieldReader.of(credentials);
    LoginName login = LoginName.read(in, "login");
    Password password = Password.given(in, "password");
    OneTimeCode code = in.has("otp") ? OneTimeCode.read(in, "otp") : null;
    String token = in.has("deviceToken") ? in.text("deviceToken") : "";
    Optional<Duration> longest = longest(in);
    in.end();
    LoginAttempt attempt = LoginAttempt.of("login", login.claimId(), address);
    return devices
        .deviceOf(token, login)
        .compose(
            device -> login(login, password, code, attempt.from(device.orElse(null)), longest));
  }

  private static Optional<Duration> longest(FieldReader in) {
    if (!in.has("endsAfter")) {
      return Optional.empty();
    }
    long seconds = in.integer("endsAfter");
    if (seconds < LEAST_SECONDS || seconds > MOST_SECONDS) {
      throw in.violation(
          Kind.VALUE, "endsAfter", "must be " + LEAST_SECONDS + " to " + MOST_SECONDS + " seconds");
    }
    return Optional.of(Duration.ofSeconds(seconds));
  }

  private Future<Session> login(
      LoginName login,
      Password password,
      @Nullable OneTimeCode code,
      LoginAttempt attempt,
      Optional<Duration> longest) {
    passwords.admit(attempt);
    return users
        .find(login)
        .compose(found -> passwords.verified(found, password, code, attempt))
        .map(Users::requireUnlocked)
        .compose(taken -> codes.stored(taken, code, attempt))
        .compose(user -> passwords.renewed(user, password, attempt.turn()))
        .compose(user -> started(user, sessions.open(user, longest)))
        .compose(session -> devices.issue(login, attempt.device()).map(session::withDeviceToken));
  }

  /** The session is shown first and stored last: a token that was not answered was not issued. */
  private Future<Session> started(UserAccount user, Issued issued) {
    SessionFamily family = issued.family();
    Caller caller = callerOf(user, family.id());
    String token = issued.token().secretText();
    return accounts
        .show(user)
        .map(shown -> new Session(caller, token, shown, null, family.endsAt()))
        .compose(session -> sessions.put(family).map(session));
  }

  /** If another was faster with the same token, the second look finds it spent. */
  Future<Session> refresh(JsonObject body, String address) {
    FieldReader in = FieldReader.of(body);
    Optional<RefreshToken> token = RefreshToken.parse(in.text("refreshToken"));
    in.end();
    return token.isEmpty()
        ? Future.failedFuture(Sessions.ended())
        : OptimisticUpdate.retrying(() -> tryToRefresh(token.get(), ClientNetwork.of(address)));
  }

  private Future<Session> tryToRefresh(RefreshToken token, String network) {
    return sessions
        .next(token, network)
        .compose(issued -> userOf(issued.family()).compose(user -> started(user, issued)));
  }

  Future<Void> logout(Caller caller) {
    return caller.session() == null
        ? Future.succeededFuture()
        : sessions.end(caller.user(), caller.session());
  }

  Future<Caller> authenticate(String user, String session) {
    return sessions
        .find(session)
        .map(
            found ->
                found.filter(family -> family.user().equals(user)).orElseThrow(Sessions::ended))
        .compose(this::userOf)
        .map(account -> callerOf(account, session));
  }

  /** Asked anew each time: neither a refresh nor an old session gets around a rule of today. */
  private Caller callerOf(UserAccount user, String session) {
    return policy.binds(user.roles()) && !user.hasSecondFactor()
        ? Caller.withoutSecondFactor(user.id(), session)
        : user.caller(session);
  }

  private Future<UserAccount> userOf(SessionFamily family) {
    return users
        .find(family.user())
        .map(
            found ->
                found
                    .filter(user -> user.credentials() == family.credentials())
                    .orElseThrow(Sessions::ended));
  }
}
