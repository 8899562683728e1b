package dev.salus.api;

import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Users, data owners, credentials and sessions.
 *
 * <p>Bodies and answers are those of {@code http-api.md}; a body that breaks a rule fails with
 * {@link Invalid} naming the field and stores nothing. Every method may fail with {@link
 * Unavailable}. Futures complete on the caller's context.
 */
@ProxyGen
public interface IdentityService {

  /**
   * Logs in. Unknown logins and wrong passwords take equal time and give the same {@link
   * Unauthenticated}; repeated failures give {@link TooManyRequests}, also very many log-ins of one
   * user. The session has a device token: who shows it at the next log-in is not held up by the
   * failures of others.
   *
   * <p>Whoever has a second factor needs a code too; {@link SecondFactorRequired} is answered to a
   * right password only, and a wrong code counts as a wrong password does. Whose role needs one and
   * who has none yet gets a session that can do nothing but set it up.
   *
   * @param credentials {@code {login, password, otp?, deviceToken?, endsAfter?}}; {@code otp} a
   *     code of now or a recovery code; a device token that is not good counts as none; {@code
   *     endsAfter} in seconds ends the session then
   * @param address where the request came from, for slowing guesses down
   */
  Future<Session> login(JsonObject credentials, String address);

  /**
   * Spends a refresh token for the next session of its family. The one that was spent last is
   * answered once more with the same next token, for some seconds and to the same client; any other
   * that was spent ends the whole family with {@link Unauthenticated}.
   *
   * @param body {@code {refreshToken}}
   * @param address where the request came from, which is how a client is told from another
   */
  Future<Session> refresh(JsonObject body, String address);

  /** Ends the caller's session and its family; idempotent. */
  Future<Void> logout(Caller caller);

  /**
   * The caller that a token's user and session stand for now.
   *
   * <p>Fails with {@link Unauthenticated} if the session ended or the user is gone.
   */
  Future<Caller> authenticate(String user, String session);

  /** The caller's user as {@code GET /users/me} answers. */
  Future<JsonObject> me(Caller caller);

  /**
   * Changes the caller's password and ends its other sessions.
   *
   * @param body {@code {old, new}}
   */
  Future<Void> changePassword(Caller caller, JsonObject body);

  /** Whether the caller has a second factor: {@code {state, required, recoveryCodesLeft}}. */
  Future<JsonObject> secondFactor(Caller caller);

  /**
   * Begins to set up a second factor, in place of one that was begun: {@code {secret, uri}}, told
   * this once. {@link Conflict} if there is one already.
   *
   * @param body {@code {password}}
   */
  Future<JsonObject> setUpSecondFactor(Caller caller, JsonObject body);

  /**
   * Puts the second factor in force that was begun, and ends the caller's other sessions: {@code
   * {recoveryCodes}}, told this once. {@link Conflict} if none was begun.
   *
   * @param body {@code {otp}}, a code of now
   */
  Future<JsonObject> confirmSecondFactor(Caller caller, JsonObject body);

  /**
   * Makes new recovery codes in place of those before: {@code {recoveryCodes}}. {@link Conflict} if
   * there is no second factor.
   *
   * @param body {@code {password, otp}}
   */
  Future<JsonObject> replaceRecoveryCodes(Caller caller, JsonObject body);

  /**
   * Removes the caller's second factor. {@link Conflict} if there is none.
   *
   * @param body {@code {password, otp}}
   */
  Future<Void> removeSecondFactor(Caller caller, JsonObject body);

  /**
   * Removes the second factor of somebody who has lost it, ends its sessions and forgets its failed
   * log-ins (administrators only); idempotent.
   */
  Future<Void> resetSecondFactor(Caller caller, String id);

  /**
   * Creates a user (administrators only). {@link Conflict} if the login is taken, or the data owner
   * has a user.
   *
   * @param body {@code {login, password, roles?, dataOwner?}}
   */
  Future<JsonObject> createUser(Caller caller, JsonObject body);

  /** A user (administrators only). */
  Future<JsonObject> user(Caller caller, String id);

  /**
   * Users, or the one with a login (administrators only).
   *
   * @param query {@code {login?, limit?, cursor?}}
   */
  Future<JsonObject> users(Caller caller, JsonObject query);

  /**
   * Changes the roles of a user, and whether an administrator keeps it out (administrators only).
   * What is not named stays as it is. Locking ends its sessions, and its log-ins are {@link
   * Forbidden} until it is let in again; other roles hold from the next call on. {@link Conflict}
   * at another revision, or if no administrator who may log in would be left.
   *
   * @param body {@code {rev, roles?, locked?}}
   * @return the user
   */
  Future<JsonObject> changeUser(Caller caller, String id, JsonObject body);

  /**
   * Deletes a user at this revision and ends its sessions (administrators only). The last
   * administrator who may log in is not deleted: {@link Conflict}.
   */
  Future<Void> deleteUser(Caller caller, String id, String rev);

  /**
   * Sets a user's password for somebody who has forgotten it, ends its sessions and forgets its
   * failed log-ins (administrators only). Whoever logs in with it counts as another user than
   * before where keys are concerned: a card that it publishes is unvouched until an older one
   * vouches for it (protocol §2).
   *
   * @param body {@code {password}}
   */
  Future<Void> resetPassword(Caller caller, String id, JsonObject body);

  /**
   * Lets a user in whom an administrator keeps out, and forgets, for this process, the failed
   * attempts at its password and how often it logged in, so that it can log in at once
   * (administrators only); idempotent.
   */
  Future<Void> liftLocks(Caller caller, String id);

  /**
   * Invites somebody to become the user of a data owner (protocol §1).
   *
   * @param body {@code {patient, expiresIn?}} by the author of that entity, or {@code {dataOwner,
   *     expiresIn?}} by an administrator; {@code expiresIn} in seconds
   */
  Future<JsonObject> invite(Caller caller, JsonObject body);

  /**
   * An invitation, to the one who made it; with card and proof once it was accepted.
   *
   * @param body {@code {token}}
   */
  Future<JsonObject> invitation(Caller caller, JsonObject body);

  /**
   * Accepts an invitation: makes the data owner and the user and publishes the card.
   *
   * @param body {@code {token, login, password, card, proof}}
   * @param address where the request came from, for slowing guesses down
   */
  Future<JsonObject> acceptInvitation(JsonObject body, String address);

  /**
   * Creates a data owner (administrators only).
   *
   * @param body {@code {type, name?}}
   */
  Future<JsonObject> createDataOwner(Caller caller, JsonObject body);

  /** A data owner. */
  Future<JsonObject> dataOwner(Caller caller, String id);

  /**
   * The directory of data owners.
   *
   * @param query {@code {type?, name?, limit?, cursor?}}; {@code name} is the beginning of a name,
   *     in any case
   */
  Future<JsonObject> dataOwners(Caller caller, JsonObject query);

  /** For other verticles: whether there is a data owner with this id. */
  Future<Boolean> dataOwnerExists(String id);

  /**
   * For the host: the caller that the user with this login is, in no session, to whoever has made
   * sure by other means that it is they. {@link NotFound} if there is no such user, {@link
   * Forbidden} if an administrator keeps it out.
   */
  Future<Caller> callerOf(String login);

  /**
   * For the host at start: makes an administrator if the store has none. If it has, nothing is
   * changed and the answer says what was not used.
   *
   * @param password null to have a random one made
   * @return {@code {created: true, password?}}, the password only if one was made up; or {@code
   *     {created: false, administrator, named, passwordHolds?}}: the login of one that there is,
   *     whether it is the one that was asked for, and if so, whether the given password is its
   */
  Future<JsonObject> ensureAdmin(String login, @Nullable String password);
}
