package dev.salus.core.identity;

import dev.salus.api.Conflict;
import dev.salus.api.CryptoService;
import dev.salus.api.Invalid;
import dev.salus.core.identity.Invitation.Acceptance;
import dev.salus.core.identity.UserCreation.NewUser;
import dev.salus.core.identity.password.Password;
import dev.salus.core.identity.throttle.LoginAttempt;
import dev.salus.core.storeaccess.OptimisticUpdate;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.KeyCard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Accepting an invitation (protocol §1): the data owner is made if need be, then the user, then the
 * invitation says with which card it was accepted, and last that card is published. Each step can
 * be done again, so what a crash left is taken up by the same token, login, password and card. The
 * user's creation decides who of several wins, the invitation which card; so a card that loses is
 * never published.
 */
final class InvitationAcceptance {

  private static final int PROOF_BYTES = 32;

  /** What the invitee sends. */
  private record Request(
      String token,
      LoginName login,
      Password password,
      KeyCard card,
      String proof,
      LoginAttempt attempt) {

    static Request read(JsonObject body, String address) {
      FieldReader in = FieldReader.of(body);
      LoginName login = LoginName.read(in, "login");
      Request request =
          new Request(
              Invitation.readToken(in),
              login,
              Password.toSet(in, "password"),
              in.object("card", KeyCard::read),
              in.base64("proof", PROOF_BYTES),
              LoginAttempt.of("invitation", login.claimId(), address));
      in.end();
      if (request.card.retired() != null || !request.card.endorsements().isEmpty()) {
        throw new Invalid("card", "card: must be a new one, without endorsement or retirement");
      }
      return request;
    }

    /** Whether the user has the login that is asked for. */
    boolean isFor(UserAccount user) {
      return user.login().key().equals(login.key());
    }

    /** Whether this is how the invitation was accepted. */
    boolean isHow(Acceptance acceptance) {
      return acceptance.card().bare().equals(card) && acceptance.proof().equals(proof);
    }
  }

  private final Vertx vertx;
  private final IssuedInvitations invitations;
  private final InvitationUsage usage;
  private final Users users;
  private final DataOwnerDirectory dataOwners;
  private final UserCreation creation;
  private final PasswordCheck passwords;
  private final CryptoService crypto;
  private final Clock clock;

  InvitationAcceptance(
      Vertx vertx,
      IssuedInvitations invitations,
      InvitationUsage usage,
      Users users,
      DataOwnerDirectory dataOwners,
      UserCreation creation,
      PasswordCheck passwords,
      CryptoService crypto,
      Clock clock) {
    this.vertx = vertx;
    this.invitations = invitations;
    this.usage = usage;
    this.users = users;
    this.dataOwners = dataOwners;
    this.creation = creation;
    this.passwords = passwords;
    this.crypto = crypto;
    this.clock = clock;
  }

  Future<JsonObject> accept(JsonObject body, String address) {
    Request request = Request.read(body, address);
    passwords.admit(request.attempt);
    return invitations
        .find(request.token)
        .map(found -> open(found, request))
        .compose(invitation -> requireOwnCard(invitation, request).map(invitation))
        .compose(invitation -> userFor(invitation, request))
        .compose(user -> finish(user, request))
        .map(UserAccount::toJson);
  }

  private Invitation open(Optional<Invitation> found, Request request) {
    Optional<Invitation> open = found.filter(i -> i.expiresAt() > clock.millis());
    if (open.isEmpty()) {
      passwords.failed(request.attempt);
    }
    return open.orElseThrow(IssuedInvitations::notFound);
  }

  /** Checked before anything is made; publishing the card checks it again. */
  private Future<Void> requireOwnCard(Invitation invitation, Request request) {
    if (!request.card.owner().equals(invitation.dataOwner())) {
      throw new Invalid("card.owner", "card.owner: must be the data owner who is invited");
    }
    return vertx
        .executeBlocking(request.card::selfSignatureHolds, false)
        .compose(
            holds ->
                holds
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new Invalid("card.signature", "card.signature: is not the card's own")));
  }

  private Future<UserAccount> userFor(Invitation invitation, Request request) {
    Acceptance acceptance = invitation.acceptance();
    if (acceptance != null) {
      return request.isHow(acceptance)
          ? users.find(acceptance.user()).compose(user -> sameUser(user, invitation, request))
          : Future.failedFuture(accepted());
    }
    return dataOwners
        .ensurePatient(invitation.dataOwner())
        .compose(this::userOf)
        .compose(
            user ->
                user.isPresent()
                    ? sameUser(user, invitation, request)
                    : newUser(invitation, request));
  }

  private Future<Optional<UserAccount>> userOf(DataOwnerRecord owner) {
    return owner.user() == null
        ? Future.succeededFuture(Optional.empty())
        : users.find(owner.user());
  }

  private Future<UserAccount> newUser(Invitation invitation, Request request) {
    return passwords
        .hash(request.password, request.attempt.turn())
        .compose(
            hash ->
                creation.create(
                    new NewUser(
                        request.login, List.of(), invitation.dataOwner(), hash, invitation.id())));
  }

  /** The data owner has a user: the one whom this invitee has made before, or it is too late. */
  private Future<UserAccount> sameUser(
      Optional<UserAccount> user, Invitation invitation, Request request) {
    Optional<UserAccount> mine =
        user.filter(u -> invitation.id().equals(u.invitation()) && request.isFor(u));
    if (mine.isEmpty()) {
      return Future.failedFuture(accepted());
    }
    return passwords
        .matches(mine, request.password, request.attempt)
        .compose(
            matches ->
                matches
                    ? Future.succeededFuture(Users.requireUnlocked(mine.get()))
                    : Future.failedFuture(accepted()));
  }

  private Future<UserAccount> finish(UserAccount user, Request request) {
    return OptimisticUpdate.retrying(
            () ->
                invitations
                    .find(request.token)
                    .compose(found -> markAccepted(found, user, request)))
        .compose(
            marked ->
                crypto.publishCard(user.caller(null), request.card.owner(), request.card.toJson()))
        .map(user);
  }

  private Future<Void> markAccepted(Optional<Invitation> found, UserAccount user, Request request) {
    Invitation invitation = found.orElseThrow(IssuedInvitations::notFound);
    if (invitation.acceptance() != null) {
      return request.isHow(invitation.acceptance())
          ? Future.succeededFuture()
          : Future.failedFuture(accepted());
    }
    return invitations
        .put(invitation.accepted(new Acceptance(user.id(), request.card, request.proof)))
        .compose(accepted -> usage.leave(invitation));
  }

  private static Conflict accepted() {
    return new Conflict("the invitation was accepted, or the data owner has a user already", null);
  }
}
