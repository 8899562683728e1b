package dev.salus.app.server;

import dev.salus.api.Caller;
import dev.salus.api.IdentityService;
import dev.salus.api.InternalFault;
import dev.salus.api.Unavailable;
import dev.salus.app.server.ServeOptions.GivenPassword;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Ids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The first administrator as one start makes it, which may try its store several times. The
 * password is the same each time: an administrator who was made although nobody heard so is found
 * by the next try, and told like any other. Tells each thing once.
 */
final class FirstAdminOfStart {

  private static final int BYTES = 18;

  private final String login;
  private final GivenPassword given;
  private final @Nullable String made;
  private final Caller host;
  private final Consumer<String> say;
  private boolean told;
  private boolean unknown;

  /**
   * @param random makes the password if none is given
   * @param say is told, for people, what became of it; on any thread
   */
  FirstAdminOfStart(String login, GivenPassword given, SecureRandom random, Consumer<String> say) {
    this.login = login;
    this.given = given;
    this.made = given.password() == null ? password(random) : null;
    this.host = new Caller(Ids.random(random), null, Set.of(Caller.ADMIN), null);
    this.say = say;
  }

  private static String password(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64Url.encode(bytes);
  }

  /** Makes it, or looks at the one that there is; as {@link IdentityService#ensureAdmin}. */
  Future<JsonObject> ensure(IdentityService identity) {
    return password(identity).compose(password -> ensure(identity, password)).onSuccess(this::tell);
  }

  private Future<JsonObject> ensure(IdentityService identity, @Nullable String password) {
    Future<JsonObject> answer = identity.ensureAdmin(login, password);
    return password == null ? answer : answer.onFailure(this::remember);
  }

  /** A made one is held against an account only if that may be this start's: it takes a while. */
  private Future<@Nullable String> password(IdentityService identity) {
    if (made == null || isUnknown()) {
      return Future.succeededFuture(made == null ? given.password() : made);
    }
    return identity
        .users(host, new JsonObject().put("login", login))
        .map(found -> found.getJsonArray("items").isEmpty() ? made : null);
  }

  private synchronized boolean isUnknown() {
    return unknown;
  }

  private synchronized void remember(Throwable failure) {
    unknown = unknown || failure instanceof Unavailable || failure instanceof InternalFault;
  }

  private synchronized void tell(JsonObject admin) {
    boolean isOwn =
        admin.getBoolean("created") || (unknown && admin.getBoolean("passwordHolds", false));
    unknown = false;
    if (told) {
      return;
    }
    told = true;
    if (isOwn) {
      say.accept("administrator '" + login + "' was made");
      tellPassword("its password, shown this once: ");
    } else {
      tellWhatIsNotUsed(admin);
    }
  }

  /** At the end of a start that failed: a password that was made is in no other place. */
  synchronized void tellIfUnknown() {
    if (unknown && !told) {
      told = true;
      say.accept("whether administrator '" + login + "' was made is not known");
      tellPassword("if it was, its password, shown this once, is: ");
    }
  }

  private void tellPassword(String begin) {
    if (made != null) {
      say.accept(begin + made);
    }
  }

  private void tellWhatIsNotUsed(JsonObject admin) {
    String there = "administrator '" + admin.getString("administrator") + "' exists";
    if (!admin.getBoolean("named")) {
      say.accept(
          there
              + (made != null
                  ? "; '" + login + "' is not made"
                  : "; neither '" + login + "' nor the password in " + given.from() + " is used"));
    } else if (made == null && !admin.getBoolean("passwordHolds", true)) {
      say.accept(there + " with another password; the one in " + given.from() + " is not used");
    }
  }
}
