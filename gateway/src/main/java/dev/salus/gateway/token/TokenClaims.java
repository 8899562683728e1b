package dev.salus.gateway.token;

import dev.salus.api.Unauthenticated;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.StrictJson;
import io.vertx.core.json.JsonObject;
import java.time.Clock;

/**
 * What of an access token the gateway goes by, read as strictly as only tokens of our own need to
 * be: three parts, ES256 under our key, nothing missing and nothing more. The signature is not
 * checked here. Data owner and roles are claims for others to read; the gateway asks for those of
 * now.
 *
 * @param user {@code sub}
 * @param session {@code sid}
 * @param issuedAt {@code iat}, seconds since the epoch
 * @param expiresAt {@code exp}, seconds since the epoch
 */
record TokenClaims(String user, String session, long issuedAt, long expiresAt) {

  static final String ALGORITHM = "ES256";
  private static final int MAX_CHARACTERS = 4096;
  private static final int SIGNATURE_BYTES = 64;

  /** How far apart the clocks of two gateways may be. */
  private static final long SKEW_SECONDS = 60;

  /**
   * Reads and checks everything but the signature.
   *
   * @throws Unauthenticated if anything is not as this gateway issues it, or it has expired
   */
  static TokenClaims read(String token, String keyId, TokenSettings settings, Clock clock) {
    if (token.length() > MAX_CHARACTERS) {
      throw refused("the access token is too long");
    }
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw refused("the access token is not a signed token");
    }
    try {
      checkHeader(FieldReader.of(json(parts[0])), keyId);
      FieldReader.base64(parts[2], SIGNATURE_BYTES, "signature");
      return claims(FieldReader.of(json(parts[1])), settings).checkTimes(clock);
    } catch (ProtocolViolation e) {
      throw refused("the access token is not one of this server");
    }
  }

  private static JsonObject json(String part) {
    return StrictJson.parse(Base64Url.decode(part, "token"));
  }

  private static void checkHeader(FieldReader header, String keyId) {
    boolean ours =
        header.text("alg").equals(ALGORITHM)
            && header.text("typ").equals("JWT")
            && header.text("kid").equals(keyId);
    header.end();
    if (!ours) {
      throw refused("the access token is not signed by this server's key");
    }
  }

  private static TokenClaims claims(FieldReader in, TokenSettings settings) {
    boolean ours =
        in.text("iss").equals(settings.issuer()) && in.text("aud").equals(TokenSettings.AUDIENCE);
    TokenClaims claims =
        new TokenClaims(in.uuid("sub"), in.text("sid"), in.integer("iat"), in.integer("exp"));
    in.uuid("jti");
    in.optionalUuid("owner");
    in.has("roles");
    in.end();
    if (!ours) {
      throw refused("the access token is not for this server");
    }
    return claims;
  }

  private TokenClaims checkTimes(Clock clock) {
    long now = clock.instant().getEpochSecond();
    if (expiresAt <= now) {
      throw refused("the access token has expired");
    }
    boolean inOrder = issuedAt <= now + SKEW_SECONDS && issuedAt < expiresAt;
    if (!inOrder || expiresAt - issuedAt > TokenSettings.MAX_LIFETIME.toSeconds()) {
      throw refused("the access token's dates are not those of this server");
    }
    return this;
  }

  private static Unauthenticated refused(String detail) {
    return new Unauthenticated(detail);
  }
}
