package dev.salus.sdk.account;

import dev.salus.api.NotFound;
import dev.salus.sdk.connection.AllPages;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.error.RefusedPolicy;
import dev.salus.sdk.sealing.SharingReach;
import dev.salus.sdk.sealing.SharingReach.NotReached;
import dev.salus.sdk.sharing.AutomaticSharing;
import dev.salus.sdk.sharing.AutomaticSharingBook;
import dev.salus.sdk.sharing.SharingKind;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.OwnerKeys;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The logged-in user, automatic sharing, and the administration of users. */
public final class UserApi {

  private final ServerApi server;
  private final NeedsKeys<AutomaticSharingBook> automaticSharing;
  private final NeedsKeys<SharingReach> reachability;

  /** The users as this connection sees them. */
  public UserApi(
      ServerApi server,
      NeedsKeys<AutomaticSharingBook> automaticSharing,
      NeedsKeys<OwnerKeys> keys) {
    this.server = server;
    this.automaticSharing = automaticSharing;
    this.reachability = keys.map(own -> new SharingReach(own.cards()));
  }

  /**
   * The logged-in user; {@code sharingDataWith} comes from the verified policy and is empty while
   * the stored one is refused ({@link #getAutomaticSharing} says why).
   */
  public Future<User> getLoggedUser() {
    return sharing().compose(this::me);
  }

  /**
   * Shares what is created from now on with these data owners: one direction, on creation only,
   * never chained, never retroactive (protocol §7). {@link NotFound} names one that does not exist;
   * {@link dev.salus.api.Conflict} if another device changed the policy at the same time; {@link
   * RefusedPolicy} if the stored one is not to be believed.
   *
   * @return the logged-in user, with those of these whom, or keys of theirs that, nothing reaches
   *     as things are now: {@link User#skipped}, {@link User#leftOut}
   */
  public Future<User> shareAllFutureDataWith(SharingKind kind, Collection<String> dataOwnerIds) {
    return requireThere(dataOwnerIds)
        .compose(there -> automaticSharing.get())
        .compose(stored -> stored.add(kind, dataOwnerIds))
        .compose(
            sharing ->
                reachability.get().compose(all -> me(sharing, all.notReached(dataOwnerIds))));
  }

  private Future<User> me(AutomaticSharing sharing, Future<NotReached> notReached) {
    return notReached.compose(
        those -> server.me().map(json -> AccountJson.user(json, sharing, those)));
  }

  /** The same for {@link SharingKind#ALL}. */
  public Future<User> shareAllFutureDataWith(Collection<String> dataOwnerIds) {
    return shareAllFutureDataWith(SharingKind.ALL, dataOwnerIds);
  }

  /**
   * Stops sharing what is created from now on; what was shared stays readable. Other kinds stay as
   * they are.
   *
   * @return the logged-in user
   */
  public Future<User> stopSharingDataWith(SharingKind kind, Collection<String> dataOwnerIds) {
    return automaticSharing
        .get()
        .compose(stored -> stored.remove(kind, dataOwnerIds))
        .compose(this::me);
  }

  /** The same for {@link SharingKind#ALL}. */
  public Future<User> stopSharingDataWith(Collection<String> dataOwnerIds) {
    return stopSharingDataWith(SharingKind.ALL, dataOwnerIds);
  }

  /**
   * The stored policy for its owner to look at, with a signature that holds; on a device that has
   * not seen it before, nothing is shared by it until it is {@link #confirmAutomaticSharing
   * confirmed}. Fails with {@link RefusedPolicy}.
   */
  public Future<AutomaticSharing> getAutomaticSharing() {
    return automaticSharing.get().compose(stored -> stored.unconfirmed());
  }

  /**
   * Applies the stored policy from now on, on this device, after its owner has looked at it. Fails
   * with {@link dev.salus.api.Conflict} if another text is stored by now: what a human has said of
   * one holds for no other.
   *
   * @param shown from {@link #getAutomaticSharing}, as the owner saw it
   */
  public Future<AutomaticSharing> confirmAutomaticSharing(AutomaticSharing shown) {
    return automaticSharing.get().compose(stored -> stored.confirm(shown));
  }

  /** Changes the own password; the user's other sessions end. */
  public Future<Void> changePassword(String oldPassword, String newPassword) {
    return server.changePassword(new JsonObject().put("old", oldPassword).put("new", newPassword));
  }

  /** The second factor of the logged-in user. */
  public SecondFactorApi secondFactor() {
    return new SecondFactorApi(server);
  }

  /** Creates a user (administrators only). */
  public Future<User> createUser(
      String login, String password, List<String> roles, @Nullable String dataOwnerId) {
    JsonObject body =
        new JsonObject()
            .put("login", login)
            .put("password", password)
            .put("roles", new JsonArray(roles));
    if (dataOwnerId != null) {
      body.put("dataOwner", dataOwnerId);
    }
    return server.createUser(body).map(UserApi::other);
  }

  /** A user (administrators only). */
  public Future<User> getUser(String id) {
    return server.user(id).map(UserApi::other);
  }

  /** The user with this login, if there is one (administrators only). */
  public Future<Optional<User>> findUser(String login) {
    return server
        .users(new JsonObject().put("login", login))
        .map(answer -> ServerAnswers.items(answer).stream().map(UserApi::other).findFirst());
  }

  /** All users, by login (administrators only). */
  public Future<List<User>> getUsers() {
    return AllPages.of(server::users, new JsonObject())
        .map(all -> all.stream().map(UserApi::other).toList());
  }

  /**
   * Sets the password of a user who has forgotten it, and ends its sessions (administrators only).
   * Keys are not touched: the user's devices keep theirs, and vouch for new ones (protocol §2).
   */
  public Future<Void> resetPassword(User user, String newPassword) {
    return server.resetPassword(user.id(), new JsonObject().put("password", newPassword));
  }

  /**
   * Gives a user other roles in place of those that it has, at the revision that was read
   * (administrators only). They hold from its next call on. Fails with {@link
   * dev.salus.api.Conflict} if it has changed since, or if no administrator who may log in would be
   * left.
   *
   * @return the user as it is now
   */
  public Future<User> setRoles(User user, List<String> roles) {
    return change(user, new JsonObject().put("roles", new JsonArray(roles)));
  }

  /**
   * Keeps a user out until it is {@link #unlock unlocked}, at the revision that was read
   * (administrators only). Its sessions end at once. Its data owner, keys, records and what is
   * shared stay as they are: whom it shares with goes on reading, and what it has copied it has.
   * Fails with {@link dev.salus.api.Conflict} if it has changed since, or if no administrator who
   * may log in would be left.
   *
   * @return the user as it is now
   */
  public Future<User> lock(User user) {
    return change(user, new JsonObject().put("locked", true));
  }

  private Future<User> change(User user, JsonObject what) {
    return server.changeUser(user.id(), what.put("rev", user.rev())).map(UserApi::other);
  }

  /**
   * Lets a user in that is {@link #lock locked}, and forgets the failed log-ins that hold it up
   * (administrators only).
   */
  public Future<Void> unlock(User user) {
    return server.liftLocks(user.id());
  }

  /**
   * Removes the second factor of a user who has lost it, and ends its sessions (administrators
   * only). Make sure first, by other means, who that is.
   */
  public Future<Void> resetSecondFactor(User user) {
    return server.resetSecondFactor(user.id());
  }

  /** Deletes a user at the revision it has (administrators only). */
  public Future<Void> deleteUser(User user) {
    return server.deleteUser(user.id(), user.rev());
  }

  private static User other(JsonObject json) {
    return AccountJson.user(json, AutomaticSharing.NONE);
  }

  private Future<User> me(AutomaticSharing sharing) {
    return server.me().map(json -> AccountJson.user(json, sharing));
  }

  private Future<AutomaticSharing> sharing() {
    if (!automaticSharing.isThere()) {
      return Future.succeededFuture(AutomaticSharing.NONE);
    }
    return automaticSharing.orThrow().current().recover(UserApi::noneIfRefused);
  }

  private static Future<AutomaticSharing> noneIfRefused(Throwable failure) {
    return failure instanceof RefusedPolicy
        ? Future.succeededFuture(AutomaticSharing.NONE)
        : Future.failedFuture(failure);
  }

  private Future<Void> requireThere(Collection<String> dataOwnerIds) {
    Future<Void> all = Future.succeededFuture();
    for (String id : dataOwnerIds) {
      all = all.compose(done -> requireThere(id));
    }
    return all;
  }

  private Future<Void> requireThere(String dataOwnerId) {
    return server
        .dataOwner(dataOwnerId)
        .recover(
            failure -> Future.failedFuture(ServerAnswers.namingDataOwner(dataOwnerId, failure)))
        .mapEmpty();
  }
}
