package dev.salus.core.identity;

import dev.salus.storage.Document;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A log-in and all that was refreshed from it.
 *
 * @param id UUID, the session of the {@code Caller}
 * @param rev the store's revision; null before it is stored
 * @param user whose it is
 * @param credentials the user's {@link UserAccount#credentials} that it was opened with
 * @param familyHash {@link RefreshToken#familyHash}
 * @param tokenHash {@link RefreshToken#ownHash} of the one token that is not spent
 * @param expiresAt milliseconds since the epoch
 * @param spent the token before that one; null if the session was never refreshed
 */
record SessionFamily(
    String id,
    @Nullable String rev,
    String user,
    long credentials,
    String familyHash,
    String tokenHash,
    long expiresAt,
    @Nullable SpentToken spent) {

  SessionFamily refreshed(RefreshToken next, long newExpiresAt, SpentToken newSpent) {
    return new SessionFamily(
        id, rev, user, credentials, familyHash, next.ownHash(), newExpiresAt, newSpent);
  }

  SessionFamily withSpent(SpentToken newSpent) {
    return new SessionFamily(
        id, rev, user, credentials, familyHash, tokenHash, expiresAt, newSpent);
  }

  SessionFamily withCredentials(long newCredentials) {
    return new SessionFamily(
        id, rev, user, newCredentials, familyHash, tokenHash, expiresAt, spent);
  }

  static SessionFamily of(Document document) {
    JsonObject body = document.body();
    return new SessionFamily(
        document.id(),
        document.rev(),
        body.getString("user"),
        body.getLong("credentials"),
        body.getString("familyHash"),
        body.getString("tokenHash"),
        body.getLong("purgeAt"),
        SpentToken.fromJson(body.getJsonObject("spent")));
  }

  Document toDocument() {
    JsonObject body =
        new JsonObject()
            .put("user", user)
            .put("credentials", credentials)
            .put("familyHash", familyHash)
            .put("tokenHash", tokenHash)
            .put("purgeAt", expiresAt);
    if (spent != null) {
      body.put("spent", spent.toJson());
    }
    return new Document(id, rev, body);
  }

  /** Without the hashes. */
  @Override
  public String toString() {
    return "SessionFamily[" + id + "]";
  }
}
