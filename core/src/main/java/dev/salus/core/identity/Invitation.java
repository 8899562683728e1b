package dev.salus.core.identity;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.KeyCard;
import dev.salus.storage.Document;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * That somebody may become the user of a data owner (protocol §1).
 *
 * @param id the hash of its token
 * @param rev the store's revision; null before it is stored
 * @param inviter the user who made it
 * @param dataOwner the data owner
 * @param expiresAt milliseconds since the epoch
 * @param acceptance how it was accepted; null while it is open
 */
record Invitation(
    String id,
    @Nullable String rev,
    String inviter,
    String dataOwner,
    long expiresAt,
    @Nullable Acceptance acceptance) {

  /** Length of a token, bytes. */
  private static final int TOKEN_BYTES = 16;

  /** How long one that nobody accepted can still be looked at after its time. */
  private static final long KEPT_MS = Duration.ofDays(30).toMillis();

  /**
   * How an invitation was accepted.
   *
   * @param user the user that was made
   * @param card the card that the invitee published
   * @param proof base64url of 32 bytes, for the inviter to check the card with
   */
  record Acceptance(String user, KeyCard card, String proof) {}

  /** A fresh token: base64url of 16 random bytes, a secret. */
  static String newToken(SecureRandom random) {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    return Base64Url.encode(token);
  }

  /**
   * Reads {@code token} of a body.
   *
   * @throws dev.salus.protocol.ProtocolViolation if it is not base64url of 16 bytes
   */
  static String readToken(FieldReader in) {
    return in.base64("token", TOKEN_BYTES);
  }

  /** The id of the invitation with this token. */
  static String idOf(String token) {
    return Base64Url.encode(Digests.sha256(Base64Url.decode(token, "token")));
  }

  Invitation accepted(Acceptance how) {
    return new Invitation(id, rev, inviter, dataOwner, expiresAt, how);
  }

  /** {@code {dataOwner, expiresAt, card?, proof?}}. */
  JsonObject toJson() {
    JsonObject json = new JsonObject().put("dataOwner", dataOwner).put("expiresAt", expiresAt);
    return acceptance == null
        ? json
        : json.put("card", acceptance.card.toJson()).put("proof", acceptance.proof);
  }

  static Invitation of(Document document) {
    JsonObject body = document.body();
    JsonObject card = body.getJsonObject("card");
    return new Invitation(
        document.id(),
        document.rev(),
        body.getString("inviter"),
        body.getString("dataOwner"),
        body.getLong("expiresAt"),
        card == null
            ? null
            : new Acceptance(body.getString("user"), KeyCard.parse(card), body.getString("proof")));
  }

  Document toDocument() {
    JsonObject body =
        new JsonObject()
            .put("inviter", inviter)
            .put("dataOwner", dataOwner)
            .put("expiresAt", expiresAt);
    if (acceptance == null) {
      body.put("purgeAt", expiresAt + KEPT_MS);
    } else {
      body.put("user", acceptance.user)
          .put("card", acceptance.card.toJson())
          .put("proof", acceptance.proof);
    }
    return new Document(id, rev, body);
  }
}
