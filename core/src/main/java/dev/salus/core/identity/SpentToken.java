package dev.salus.core.identity;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The refresh token that a session spent last, and what it takes to answer once more as it was
 * answered then. With the token at hand the next one can be made of this again; without it nothing
 * can.
 *
 * @param tokenHash {@link RefreshToken#ownHash}
 * @param salt base64url of 32 random bytes, {@link RefreshToken#next}
 * @param clientHash {@link RefreshToken#clientHash} of who spent it
 * @param graceUntil until when it is answered once more, milliseconds since the epoch; 0 if it was
 */
record SpentToken(String tokenHash, String salt, String clientHash, long graceUntil) {

  /** Whether this is the token, shown again by the same client in time and for the first time. */
  boolean isGraceOf(RefreshToken token, String network, long now) {
    return now < graceUntil
        && RefreshToken.same(tokenHash, token.ownHash())
        && RefreshToken.same(clientHash, token.clientHash(network));
  }

  SpentToken withoutGrace() {
    return new SpentToken(tokenHash, salt, clientHash, 0);
  }

  static @Nullable SpentToken fromJson(@Nullable JsonObject json) {
    return json == null
        ? null
        : new SpentToken(
            json.getString("tokenHash"),
            json.getString("salt"),
            json.getString("clientHash"),
            json.getLong("graceUntil"));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("tokenHash", tokenHash)
        .put("salt", salt)
        .put("clientHash", clientHash)
        .put("graceUntil", graceUntil);
  }

  /** Without the hashes. */
  @Override
  public String toString() {
    return "SpentToken[REDACTED]";
  }
}
