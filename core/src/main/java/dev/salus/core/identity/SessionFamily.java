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
 * @param usedAt when it was opened or last refreshed, milliseconds since the epoch; 0 if it was
 *     stored before this was noted
 * @param expiresAt milliseconds since the epoch
 * @param endsAt when it ends however often it is refreshed, the same; null for never
 * @param spent the token before that one; null if the session was never refreshed
 */
record SessionFamily(
    String id,
    @Nullable String rev,
    String user,
    long credentials,
    String familyHash,
    String tokenHash,
    long usedAt,
    long expiresAt,
    @Nullable Long endsAt,
    @Nullable SpentToken spent) {

  SessionFamily refreshed(RefreshToken next, long now, long newExpiresAt, SpentToken newSpent) {
    return new SessionFamily(
        id,
        rev,
        user,
        credentials,
        familyHash,
        next.ownHash(),
        now,
        endsAt == null ? newExpiresAt : Math.min(endsAt, newExpiresAt),
        endsAt,
        newSpent);
  }

  SessionFamily withSpent(SpentToken newSpent) {
    return new SessionFamily(
        id, rev, user, credentials, familyHash, tokenHash, usedAt, expiresAt, endsAt, newSpent);
  }

  SessionFamily withCredentials(long newCredentials) {
    return new SessionFamily(
        id, rev, user, newCredentials, familyHash, tokenHash, usedAt, expiresAt, endsAt, spent);
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
        body.getLong("usedAt", 0L),
        body.getLong("purgeAt"),
        body.getLong("endsAt"),
        SpentToken.fromJson(body.getJsonObject("spent")));
  }

  Document toDocument() {
    JsonObject body =
        new JsonObject()
            .put("user", user)
            .put("credentials", credentials)
            .put("familyHash", familyHash)
            .put("tokenHash", tokenHash)
            .put("usedAt", usedAt)
            .put("purgeAt", expiresAt);
    if (endsAt != null) {
      body.put("endsAt", endsAt);
    }
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
