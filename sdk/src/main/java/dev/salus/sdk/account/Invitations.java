package dev.salus.sdk.account;

import dev.salus.api.InternalFault;
import dev.salus.api.Invalid;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Pin;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.OwnerKeys;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Inviting somebody to become the user of a patient's record, and being invited (protocol §1). */
public final class Invitations {

  private final ServerApi server;
  private final SecureRandom random;
  private final NeedsKeys<OwnerKeys> keys;

  /** Invitations by this connection's data owner. */
  public Invitations(ServerApi server, SecureRandom random, NeedsKeys<OwnerKeys> keys) {
    this.server = server;
    this.random = random;
    this.keys = keys;
  }

  /**
   * Invites somebody to become the user of this patient; only the record's author may.
   *
   * @return the code to hand to that person, over a channel that the server does not see; keep it
   *     for {@link #confirm}
   */
  public Future<InvitationCode> invite(Patient patient) {
    return Future.succeededFuture(patient)
        .map(Patient::requireId)
        .compose(
            id ->
                server
                    .invite(new JsonObject().put("patient", id))
                    .map(answer -> code(ServerAnswers.text(answer, "token"), id)));
  }

  private InvitationCode code(String token, String patientId) {
    try {
      return InvitationCode.of(token, patientId, random);
    } catch (ProtocolViolation violation) {
      throw new InternalFault("the server's token of an invitation is none");
    }
  }

  /**
   * Trusts the card of whoever accepted the invitation, if it comes with the proof that only the
   * holder of the code could make, in place of whatever first use had taken. The card that came
   * with the proof is the one that is trusted, whatever else the server lists; it completes once
   * that is kept in the key store, if there is one.
   *
   * @return the data owner; empty if nobody has accepted yet. Fails with {@link Invalid} naming
   *     {@code proof} if the proof is wrong: somebody else, the server included, made that card;
   *     naming {@code card} if it is none, or not signed by its own key.
   */
  public Future<Optional<String>> confirm(InvitationCode code) {
    return keys.get().compose(own -> confirm(own, code, own.ring().pins(code.dataOwner())));
  }

  private Future<Optional<String>> confirm(OwnerKeys own, InvitationCode code, List<Pin> known) {
    return server
        .invitation(code.token())
        .compose(
            answer ->
                answer.getValue("card") instanceof JsonObject card
                    ? pin(own, proven(code, card, ServerAnswers.text(answer, "proof")), known)
                    : Future.succeededFuture(Optional.empty()));
  }

  private static Future<Optional<String>> pin(OwnerKeys own, KeyCard card, List<Pin> known) {
    own.cards().decisions().prove(card, known);
    return own.save().map(Optional.of(card.owner()));
  }

  private static KeyCard proven(InvitationCode code, JsonObject json, String proof) {
    try {
      KeyCard card = KeyCard.parse(json);
      if (card.owner().equals(code.dataOwner()) && code.isProof(proof, card.keyId())) {
        return card;
      }
    } catch (ProtocolViolation violation) {
      throw new Invalid("card", "the card of the invited breaks the protocol");
    }
    throw new Invalid("proof", "the card was not made by the holder of the invitation code");
  }

  /**
   * Accepts an invitation: makes the user and publishes the first card of the key ring.
   *
   * @param send sends a body: {@link dev.salus.sdk.transport.HttpTransport#acceptInvitation} or
   *     {@link dev.salus.sdk.transport.BusTransport#acceptInvitation} with what it needs
   * @param code as it was handed over
   * @param keyRing new, for {@link InvitationCode#dataOwner}
   */
  public static Future<Void> accept(
      Function<JsonObject, Future<JsonObject>> send,
      InvitationCode code,
      String login,
      String password,
      KeyRing keyRing) {
    if (!keyRing.owner().equals(code.dataOwner())) {
      return Future.failedFuture(
          new Invalid("keyRing", "the key ring is not for the data owner who is invited"));
    }
    KeyCard card = keyRing.current().card();
    JsonObject body =
        new JsonObject()
            .put("token", code.token())
            .put("login", login)
            .put("password", password)
            .put("card", card.toJson())
            .put("proof", code.proof(card.keyId()));
    return Future.succeededFuture(body).compose(send).mapEmpty();
  }
}
