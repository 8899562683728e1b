package dev.salus.core.identity;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.EntityService;
import dev.salus.api.Forbidden;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.ProtocolViolation.Kind;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Inviting somebody to become the user of a data owner (protocol §1). */
final class IssuedInvitations {

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Duration USUAL = Duration.ofDays(7);

  private final DocumentStore store;
  private final Users users;
  private final DataOwnerDirectory dataOwners;
  private final EntityService entities;
  private final ExpiredDocuments expired;
  private final InvitationUsage usage;
  private final Clock clock;
  private final SecureRandom random;

  IssuedInvitations(
      DocumentStore store,
      Users users,
      DataOwnerDirectory dataOwners,
      EntityService entities,
      InvitationUsage usage,
      Clock clock,
      SecureRandom random) {
    this.store = store;
    this.users = users;
    this.dataOwners = dataOwners;
    this.entities = entities;
    this.usage = usage;
    this.expired = new ExpiredDocuments(store, clock);
    this.clock = clock;
    this.random = random;
  }

  Future<JsonObject> invite(Caller caller, JsonObject body) {
    FieldReader in = FieldReader.of(body);
    String patient = in.optionalUuid("patient");
    String dataOwner = in.optionalUuid("dataOwner");
    Duration life = life(in);
    in.end();
    if ((patient == null) == (dataOwner == null)) {
      throw in.violation(
          Kind.VALUE, "patient", "either this or dataOwner says who is invited, not both");
    }
    return invitee(caller, patient, dataOwner)
        .compose(this::requireWithoutUser)
        .map(
            invitee -> {
              String token = Invitation.newToken(random);
              return new Made(token, invitation(token, caller, invitee, life));
            })
        .compose(
            made ->
                (patient == null
                        ? Future.succeededFuture()
                        : usage.enter(caller, made.invitation()))
                    .compose(room -> issue(made)));
  }

  private static Duration life(FieldReader in) {
    if (!in.has("expiresIn")) {
      return USUAL;
    }
    long seconds = in.integer("expiresIn");
    if (seconds < SHORTEST.toSeconds() || seconds > LONGEST.toSeconds()) {
      throw in.violation(Kind.INTEGER, "expiresIn", "must be 60 seconds to 30 days");
    }
    return Duration.ofSeconds(seconds);
  }

  private Future<String> invitee(
      Caller caller, @Nullable String patient, @Nullable String dataOwner) {
    if (patient != null) {
      return authoredPatient(caller, patient);
    }
    caller.requireAdmin();
    return dataOwner == null
        ? Future.failedFuture(noSuchDataOwner())
        : dataOwners
            .find(dataOwner)
            .map(found -> found.orElseThrow(IssuedInvitations::noSuchDataOwner).id());
  }

  private Future<String> authoredPatient(Caller caller, String patient) {
    return entities
        .get(caller, EntityType.PATIENT.wireName(), patient)
        .map(
            entity -> {
              if (!caller.actsFor(entity.getString("author"))) {
                throw new Forbidden("only the author of the patient may invite");
              }
              return patient;
            });
  }

  private Future<String> requireWithoutUser(String invitee) {
    return dataOwners
        .find(invitee)
        .compose(owner -> userOf(owner))
        .compose(
            user ->
                user.isEmpty()
                    ? Future.succeededFuture(invitee)
                    : Future.failedFuture(new Conflict("the data owner has a user already", null)));
  }

  private Future<Optional<UserAccount>> userOf(Optional<DataOwnerRecord> owner) {
    String user = owner.map(DataOwnerRecord::user).orElse(null);
    return user == null ? Future.succeededFuture(Optional.empty()) : users.find(user);
  }

  private Invitation invitation(String token, Caller caller, String invitee, Duration life) {
    return new Invitation(
        Invitation.idOf(token),
        null,
        caller.user(),
        invitee,
        clock.millis() + life.toMillis(),
        null);
  }

  private Future<JsonObject> issue(Made made) {
    return expired
        .drop(IdentityCollections.INVITATIONS)
        .compose(dropped -> put(made.invitation()))
        .map(
            stored ->
                new JsonObject()
                    .put("token", made.token())
                    .put("expiresAt", made.invitation().expiresAt()));
  }

  /** A new invitation, and the token that only its inviter is told. */
  private record Made(String token, Invitation invitation) {}

  /** An invitation, to the one who made it. */
  Future<JsonObject> show(Caller caller, JsonObject body) {
    FieldReader in = FieldReader.of(body);
    String token = Invitation.readToken(in);
    in.end();
    return find(token)
        .map(
            found ->
                found
                    .filter(invitation -> invitation.inviter().equals(caller.user()))
                    .orElseThrow(IssuedInvitations::notFound)
                    .toJson());
  }

  /** The invitation with this token, expired or not. */
  Future<Optional<Invitation>> find(String token) {
    return store
        .get(IdentityCollections.INVITATIONS, Invitation.idOf(token))
        .map(found -> found.map(Invitation::of));
  }

  /** Writes an invitation at the revision it has. */
  Future<Document> put(Invitation invitation) {
    return store.put(IdentityCollections.INVITATIONS, invitation.toDocument());
  }

  static NotFound notFound() {
    return new NotFound("there is no such invitation, or it has expired");
  }

  private static Invalid noSuchDataOwner() {
    return new Invalid("dataOwner", "dataOwner: there is no such data owner");
  }
}
