package dev.salus.gateway.token;

import static dev.salus.gateway.token.TokenRig.CALLER;
import static dev.salus.gateway.token.TokenRig.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Unauthenticated;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.StrictJson;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threat T11: tokens that nobody issued, or that say what they may not. */
class TokenForgeryTest {

  private TokenRig rig;

  @BeforeEach
  void open() throws Exception {
    rig = new TokenRig();
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  @Test
  void aTokenSaysWhatItMustAndNoMore() throws Exception {
    String token = rig.token();
    assertThat(header(token))
        .isEqualTo(
            new JsonObject().put("typ", "JWT").put("alg", "ES256").put("kid", rig.key.keyId()));
    JsonObject claims = claims(token);
    assertThat(claims.fieldNames())
        .containsExactlyInAnyOrder(
            "iss", "aud", "sub", "owner", "roles", "sid", "jti", "iat", "exp");
    assertThat(claims.getString("aud")).isEqualTo("salus");
    assertThat(claims.getString("sub")).isEqualTo(TokenRig.USER);
    assertThat(claims.getString("owner")).isEqualTo(TokenRig.OWNER);
    assertThat(claims.getString("sid")).isEqualTo(TokenRig.SESSION);
    assertThat(claims.getJsonArray("roles")).isEqualTo(JsonArray.of("admin"));
    assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(900);
    assertThat(claims(rig.token()).getString("jti")).isNotEqualTo(claims.getString("jti"));
  }

  @Test
  void whatIsSignedAsItShouldBeIsAccepted() throws Exception {
    assertThat(await(rig.authenticate(signed(claims -> claims)))).isEqualTo(CALLER);
  }

  /** The trap itself: this is why nothing may start without a usable key. */
  @Test
  void t11_withoutAKeyTheLibraryAcceptsUnsignedTokens() throws Exception {
    Vertx vertx = rig.vertx;
    JWTAuth keyless =
        JWTAuth.create(
            vertx, new JWTAuthOptions().setJWTOptions(new JWTOptions().setIgnoreExpiration(true)));
    String twoParts = twoParts(rig.token());
    assertThat(keyless.authenticate(new TokenCredentials(twoParts)).succeeded()).isTrue();
    refused(twoParts);
  }

  @Test
  void t11_unsignedTokensAreRefused() throws Exception {
    String token = rig.token();
    String none = header("none", rig.key.keyId());
    refused(twoParts(token));
    refused(twoParts(token) + ".");
    refused(none + "." + part(token, 1) + ".");
    refused(none + "." + part(token, 1));
    refused(none + "." + part(token, 1) + "." + part(token, 2));
    refused(part(token, 1) + "." + part(token, 2));
    refused(token + "." + part(token, 2));
    refused("");
    refused("..");
    refused("a.b.c");
  }

  @Test
  void t11_thePublicKeyIsNoSecretForHmac() throws Exception {
    String token = rig.token();
    for (byte[] secret :
        new byte[][] {
          rig.key.publicPem().getBytes(US_ASCII),
          rig.key.publicJwk().encode().getBytes(UTF_8),
          Base64Url.decode(rig.key.publicJwk().getString("x"), "x")
        }) {
      String input = header("HS256", rig.key.keyId()) + "." + part(token, 1);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      refused(input + "." + Base64Url.encode(mac.doFinal(input.getBytes(US_ASCII))));
    }
  }

  @Test
  void t11_aForeignOrForgedKeyIdIsRefused() throws Exception {
    String token = rig.token();
    refused(header("ES256", "../../etc/passwd") + "." + part(token, 1) + "." + part(token, 2));
    SigningKey foreign = SigningKey.generate(new SecureRandom());
    AccessTokens others =
        AccessTokens.open(rig.vertx, foreign, rig.settings, rig.clock, new SecureRandom());
    String theirs = others.issuer().sign(claims(token));
    refused(theirs);
    refused(header("ES256", rig.key.keyId()) + "." + part(theirs, 1) + "." + part(theirs, 2));
  }

  @Test
  void t11_aTokenForOthersOrOfOthersIsRefused() throws Exception {
    refused(signed(claims -> claims.put("aud", "sulas")));
    refused(signed(claims -> claims.put("aud", JsonArray.of("salus"))));
    refused(signed(claims -> without(claims, "aud")));
    refused(signed(claims -> claims.put("iss", "somebody")));
    refused(signed(claims -> without(claims, "iss")));
  }

  @Test
  void t11_datesThatAreNotOursAreRefused() throws Exception {
    long now = rig.clock.instant().getEpochSecond();
    refused(signed(claims -> without(claims, "exp")));
    refused(signed(claims -> without(claims, "iat")));
    refused(signed(claims -> claims.put("exp", now)));
    refused(signed(claims -> claims.put("exp", now - 1)));
    refused(signed(claims -> claims.put("exp", now + 901)));
    refused(signed(claims -> claims.put("exp", now + 901).put("iat", now + 61)));
    refused(signed(claims -> claims.put("exp", "2026-01-02T04:00:00Z")));
    refused(signed(claims -> claims.put("exp", now + 10.5)));
    refused(signed(claims -> claims.put("nbf", now)));
    String token = rig.token();
    rig.clock.advance(Duration.ofMinutes(15));
    refused(token);
  }

  @Test
  void t11_whatIsMissingOrChangedIsRefused() throws Exception {
    for (String claim : new String[] {"sub", "sid", "jti"}) {
      refused(signed(claims -> without(claims, claim)));
    }
    refused(signed(claims -> claims.put("sub", "admin")));
    String token = rig.token();
    JsonObject raised = claims(token).put("sub", TokenRig.OWNER);
    refused(
        part(token, 0)
            + "."
            + Base64Url.encode(raised.encode().getBytes(UTF_8))
            + "."
            + part(token, 2));
    for (int at = 0; at < token.length(); at += 7) {
      char changed = token.charAt(at) == 'A' ? 'B' : 'A';
      refused(token.substring(0, at) + changed + token.substring(at + 1));
    }
    refused(token + "A");
    refused(" " + token);
    refused("x".repeat(100_000));
  }

  private void refused(String token) {
    assertThatThrownBy(() -> await(rig.authenticate(token)))
        .as("a token of %d characters", token.length())
        .isInstanceOf(Unauthenticated.class);
    assertThat(rig.asked).as("identity was asked").hasValueLessThanOrEqualTo(1);
  }

  private String signed(UnaryOperator<JsonObject> change) throws Exception {
    return rig.tokens.issuer().sign(change.apply(claims(rig.token())));
  }

  private static JsonObject without(JsonObject claims, String name) {
    claims.remove(name);
    return claims;
  }

  private static String header(String algorithm, String keyId) {
    JsonObject header = new JsonObject().put("typ", "JWT").put("alg", algorithm).put("kid", keyId);
    return Base64Url.encode(header.encode().getBytes(UTF_8));
  }

  private static JsonObject header(String token) {
    return StrictJson.parse(Base64Url.decode(part(token, 0), "header"));
  }

  private static JsonObject claims(String token) {
    return StrictJson.parse(Base64Url.decode(part(token, 1), "claims"));
  }

  private static String part(String token, int which) {
    return token.split("\\.", -1)[which];
  }

  private static String twoParts(String token) {
    return token.substring(0, token.lastIndexOf('.'));
  }
}
