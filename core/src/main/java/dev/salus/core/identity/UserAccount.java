package dev.salus.core.identity;

import dev.salus.api.Caller;
import dev.salus.core.identity.password.PasswordHash;
import dev.salus.core.identity.secondfactor.SecondFactor;
import dev.salus.storage.Document;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user.
 *
 * @param id UUID, never used again
 * @param rev the store's revision; null before it is stored
 * @param pendingUntil while it is being created: when others may give up on it, milliseconds since
 *     the epoch; null for an active user, which alone exists for everybody else
 * @param login its login
 * @param roles its roles
 * @param dataOwner whom it acts for; null for nobody
 * @param password its password's hash
 * @param credentials how often the password was set; sessions from before the last time are void
 * @param resets how often an administrator set it
 * @param invitation the invitation that it was made by; null if an administrator made it
 * @param secondFactor its second factor, also one that is being set up; null for none
 * @param leavingAt since when an administrator is ceasing to be one ({@link Administrators}),
 *     milliseconds since the epoch; null for everybody else
 * @param locked whether an administrator keeps it out
 */
record UserAccount(
    String id,
    @Nullable String rev,
    @Nullable Long pendingUntil,
    LoginName login,
    List<String> roles,
    @Nullable String dataOwner,
    PasswordHash password,
    long credentials,
    long resets,
    @Nullable String invitation,
    @Nullable SecondFactor secondFactor,
    @Nullable Long leavingAt,
    boolean locked) {

  static final String ACTIVE = "active";
  private static final String PENDING = "pending";

  UserAccount {
    roles = List.copyOf(roles);
  }

  boolean isActive() {
    return pendingUntil == null;
  }

  UserAccount activated() {
    return with(rev, null, password, credentials, resets, secondFactor, leavingAt);
  }

  UserAccount withRev(String newRev) {
    return with(newRev, pendingUntil, password, credentials, resets, secondFactor, leavingAt);
  }

  /** The same password, hashed again. */
  UserAccount rehashed(PasswordHash newHash) {
    return with(rev, pendingUntil, newHash, credentials, resets, secondFactor, leavingAt);
  }

  /** Another password; voids all sessions. */
  UserAccount withNewPassword(PasswordHash newHash) {
    return with(rev, pendingUntil, newHash, credentials + 1, resets, secondFactor, leavingAt);
  }

  /** A password that an administrator set; voids all sessions. */
  UserAccount withPasswordOfAdministrator(PasswordHash newHash) {
    return with(rev, pendingUntil, newHash, credentials + 1, resets + 1, secondFactor, leavingAt);
  }

  /** The same second factor in another state, or one that is being set up; null for none. */
  UserAccount withSecondFactor(@Nullable SecondFactor newFactor) {
    return with(rev, pendingUntil, password, credentials, resets, newFactor, leavingAt);
  }

  /** A second factor that is in force from now on, or no longer; voids all sessions. */
  UserAccount withNewSecondFactor(@Nullable SecondFactor newFactor) {
    return with(rev, pendingUntil, password, credentials + 1, resets, newFactor, leavingAt);
  }

  /** The same with other roles. */
  UserAccount withRoles(List<String> newRoles) {
    return with(newRoles, locked, credentials);
  }

  /** The same, kept out or let in from now on; who is kept out has no session any more. */
  UserAccount withLock(boolean nowLocked) {
    return with(roles, nowLocked, nowLocked && !locked ? credentials + 1 : credentials);
  }

  private UserAccount with(List<String> newRoles, boolean newLocked, long newCredentials) {
    return new UserAccount(
        id,
        rev,
        pendingUntil,
        login,
        newRoles,
        dataOwner,
        password,
        newCredentials,
        resets,
        invitation,
        secondFactor,
        leavingAt,
        newLocked);
  }

  /** The same, ceasing to be an administrator since then; null for no longer. */
  UserAccount leaving(@Nullable Long since) {
    return with(rev, pendingUntil, password, credentials, resets, secondFactor, since);
  }

  /** The same with what changes of a user besides its roles and its lock. */
  private UserAccount with(
      @Nullable String newRev,
      @Nullable Long newPendingUntil,
      PasswordHash newPassword,
      long newCredentials,
      long newResets,
      @Nullable SecondFactor newSecondFactor,
      @Nullable Long newLeavingAt) {
    return new UserAccount(
        id,
        newRev,
        newPendingUntil,
        login,
        roles,
        dataOwner,
        newPassword,
        newCredentials,
        newResets,
        invitation,
        newSecondFactor,
        newLeavingAt,
        locked);
  }

  /** Whether a log-in needs a code. */
  boolean hasSecondFactor() {
    return secondFactor != null && secondFactor.inForce();
  }

  /** Its second factor, where it is known that there is one. */
  SecondFactor requireSecondFactor() {
    return Objects.requireNonNull(secondFactor, "a second factor");
  }

  boolean isAdmin() {
    return roles.contains(Caller.ADMIN);
  }

  /** Whether it is an administrator who may log in. */
  boolean administers() {
    return isAdmin() && !locked;
  }

  /** The caller that this user is in a session. */
  Caller caller(@Nullable String session) {
    return new Caller(id, dataOwner, Set.copyOf(roles), session, resets);
  }

  /** {@code {id, login, roles, dataOwner?, secondFactor?, locked?, rev}}. */
  JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("id", id)
            .put("login", login.shown())
            .put("roles", new JsonArray(roles));
    if (dataOwner != null) {
      json.put("dataOwner", dataOwner);
    }
    if (hasSecondFactor()) {
      json.put("secondFactor", "on");
    }
    if (locked) {
      json.put("locked", true);
    }
    return json.put("rev", rev);
  }

  static UserAccount of(Document document) {
    JsonObject body = document.body();
    return new UserAccount(
        document.id(),
        document.rev(),
        body.getLong("purgeAt"),
        new LoginName(body.getString("login")),
        body.getJsonArray("roles").stream().map(String.class::cast).toList(),
        body.getString("dataOwner"),
        PasswordHash.fromJson(body.getJsonObject("password")),
        body.getLong("credentials"),
        body.getLong("resets", 0L),
        body.getString("invitation"),
        SecondFactor.fromJson(body.getJsonObject("secondFactor")),
        body.getLong("leavingAt"),
        body.getBoolean("locked", false));
  }

  Document toDocument() {
    JsonObject body =
        new JsonObject()
            .put("state", isActive() ? ACTIVE : PENDING)
            .put("login", login.shown())
            .put("loginOrder", login.order())
            .put("roles", new JsonArray(roles))
            .put("password", password.toJson())
            .put("credentials", credentials)
            .put("resets", resets);
    putIfPresent(body, "purgeAt", pendingUntil);
    putIfPresent(body, "dataOwner", dataOwner);
    putIfPresent(body, "invitation", invitation);
    putIfPresent(body, "secondFactor", secondFactor == null ? null : secondFactor.toJson());
    putIfPresent(body, "leavingAt", leavingAt);
    putIfPresent(body, "locked", locked ? true : null);
    return new Document(id, rev, body);
  }

  private static void putIfPresent(JsonObject body, String name, @Nullable Object value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
