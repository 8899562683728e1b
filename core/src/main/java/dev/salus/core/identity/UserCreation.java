package dev.salus.core.identity;

import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.core.identity.password.PasswordHash;
import dev.salus.core.storeaccess.OptimisticUpdate;
import dev.salus.protocol.Ids;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates users so that a login and a data owner never have two, whoever else is at it and wherever
 * a process dies, with single-document compare and set only.
 *
 * <ol>
 *   <li>The user's document is put, <em>pending</em>. Its id is fresh and never used again.
 *   <li>The login's claim, then the data owner's, is set to that id. A claim that names a user who
 *       does not exist is nobody's. One that names another pending user may be taken only after
 *       that user's document was deleted at the revision that was read, which is done when its time
 *       is over, or at once if it comes from the same invitation.
 *   <li>The document is made active at the revision of the first step. If somebody took a claim
 *       meanwhile, it is gone and this fails; if not, every later taker finds an active user.
 * </ol>
 *
 * <p>So the user's own document decides. What a crash leaves is pending: it is given up after
 * {@value #PENDING_MS} ms.
 */
final class UserCreation {

  static final long PENDING_MS = 30_000;

  /**
   * What a user is to be.
   *
   * @param login its login
   * @param roles its roles
   * @param dataOwner whom it acts for; null for nobody
   * @param password its password's hash
   * @param invitation the invitation that it comes from; null for none
   */
  record NewUser(
      LoginName login,
      List<String> roles,
      @Nullable String dataOwner,
      PasswordHash password,
      @Nullable String invitation) {}

  private final DocumentStore store;
  private final DataOwnerDirectory dataOwners;
  private final ExpiredDocuments expired;
  private final Clock clock;
  private final SecureRandom random;

  UserCreation(
      DocumentStore store, DataOwnerDirectory dataOwners, Clock clock, SecureRandom random) {
    this.store = store;
    this.dataOwners = dataOwners;
    this.expired = new ExpiredDocuments(store, clock);
    this.clock = clock;
    this.random = random;
  }

  /**
   * Creates the user. Fails with {@link Conflict} if the login is taken or the data owner has a
   * user, with {@link Invalid} at {@code dataOwner} if there is no such data owner.
   */
  Future<UserAccount> create(NewUser wanted) {
    UserAccount user =
        new UserAccount(
            Ids.random(random),
            null,
            clock.millis() + PENDING_MS,
            wanted.login(),
            wanted.roles(),
            wanted.dataOwner(),
            wanted.password(),
            0,
            0,
            wanted.invitation(),
            null,
            null,
            false);
    return expired
        .drop(IdentityCollections.USERS)
        .compose(dropped -> store.put(IdentityCollections.USERS, user.toDocument()))
        .map(UserAccount::of)
        .compose(this::claimAndActivate);
  }

  private Future<UserAccount> claimAndActivate(UserAccount pending) {
    return OptimisticUpdate.retrying(() -> claimLogin(pending))
        .compose(login -> OptimisticUpdate.retrying(() -> claimDataOwner(pending)))
        .compose(owner -> activate(pending))
        .recover(failure -> abandon(pending).transform(done -> Future.failedFuture(failure)));
  }

  private Future<Void> claimLogin(UserAccount user) {
    String claimId = user.login().claimId();
    return store
        .get(IdentityCollections.LOGINS, claimId)
        .compose(
            claim -> free(claim.map(UserCreation::claimant), user, "the login is taken").map(claim))
        .compose(
            claim ->
                store.put(
                    IdentityCollections.LOGINS,
                    new Document(
                        claimId,
                        claim.map(Document::storedRev).orElse(null),
                        new JsonObject().put("user", user.id()))))
        .mapEmpty();
  }

  private Future<Void> claimDataOwner(UserAccount user) {
    if (user.dataOwner() == null) {
      return Future.succeededFuture();
    }
    return dataOwners
        .find(user.dataOwner())
        .map(found -> found.orElseThrow(UserCreation::noSuchDataOwner))
        .compose(
            owner ->
                free(Optional.ofNullable(owner.user()), user, "the data owner has a user already")
                    .map(owner))
        .compose(owner -> dataOwners.put(owner.withUser(user.id())))
        .mapEmpty();
  }

  /** Makes sure that a claim's user does not exist and never will; else {@link Conflict}. */
  private Future<Void> free(Optional<String> claimant, UserAccount taker, String taken) {
    if (claimant.isEmpty()) {
      return Future.succeededFuture();
    }
    return store
        .get(IdentityCollections.USERS, claimant.get())
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture()
                    : giveUp(UserAccount.of(found.get()), taker, taken));
  }

  private Future<Void> giveUp(UserAccount other, UserAccount taker, String taken) {
    Long pendingUntil = other.pendingUntil();
    if (pendingUntil == null) {
      return Future.failedFuture(new Conflict(taken, null));
    }
    boolean sameInvitation =
        other.invitation() != null && other.invitation().equals(taker.invitation());
    if (clock.millis() <= pendingUntil && !sameInvitation) {
      return Future.failedFuture(new Conflict(taken + ", or is being taken at this moment", null));
    }
    return store.delete(IdentityCollections.USERS, other.id(), Objects.requireNonNull(other.rev()));
  }

  private Future<UserAccount> activate(UserAccount pending) {
    return store
        .put(IdentityCollections.USERS, pending.activated().toDocument())
        .map(UserAccount::of)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof RevisionConflict
                        ? new Conflict("somebody else was faster", null)
                        : failure));
  }

  /** After a failure: takes the pending user back, and what it claimed. */
  private Future<Void> abandon(UserAccount pending) {
    return store
        .delete(IdentityCollections.USERS, pending.id(), Objects.requireNonNull(pending.rev()))
        .compose(deleted -> release(pending));
  }

  /**
   * Frees the claims of a user that does not exist any more. They hold nothing without it; this
   * only saves others from looking.
   */
  Future<Void> release(UserAccount gone) {
    Future<Void> login =
        OptimisticUpdate.delete(
            store,
            IdentityCollections.LOGINS,
            gone.login().claimId(),
            claim -> claimant(claim).equals(gone.id()));
    return login.compose(released -> OptimisticUpdate.retrying(() -> releaseDataOwner(gone)));
  }

  private Future<Void> releaseDataOwner(UserAccount gone) {
    if (gone.dataOwner() == null) {
      return Future.succeededFuture();
    }
    return dataOwners
        .find(gone.dataOwner())
        .compose(
            found ->
                found.filter(owner -> gone.id().equals(owner.user())).isPresent()
                    ? dataOwners.put(found.get().withUser(null)).mapEmpty()
                    : Future.succeededFuture());
  }

  private static String claimant(Document claim) {
    return claim.body().getString("user");
  }

  private static Invalid noSuchDataOwner() {
    return new Invalid("dataOwner", "dataOwner: there is no such data owner");
  }
}
