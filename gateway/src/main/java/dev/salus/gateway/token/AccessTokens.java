package dev.salus.gateway.token;

import dev.salus.api.IdentityService;
import dev.salus.api.Services;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/**
 * The access tokens of one process: issues them, recognises them, and tells others the public key.
 * Shared by all instances of the gateway verticle, so that a token is verified once. Thread-safe.
 */
public final class AccessTokens {

  static final String WORKER_POOL = "salus-access-tokens";
  static final int WORKERS = 2;

  private final SigningKey key;
  private final WorkerExecutor worker;
  private final TokenIssuer issuer;
  private final TokenAuthentication authentication;

  private AccessTokens(
      SigningKey key,
      WorkerExecutor worker,
      TokenIssuer issuer,
      TokenAuthentication authentication) {
    this.key = key;
    this.worker = worker;
    this.issuer = issuer;
    this.authentication = authentication;
  }

  /**
   * Starts to issue and recognise tokens, with workers of its own, so that neither waits for
   * password hashing.
   *
   * @throws UnusableKeyException if this key does not tell signed tokens from unsigned ones
   */
  public static AccessTokens open(
      Vertx vertx, SigningKey key, TokenSettings settings, Clock clock, SecureRandom random) {
    JWTAuth jwt = jwt(vertx, key, settings);
    WorkerExecutor worker = vertx.createSharedWorkerExecutor(WORKER_POOL, WORKERS);
    TokenIssuer issuer = new TokenIssuer(jwt, worker, settings, clock, random);
    TokenVerifier verifier = new TokenVerifier(jwt, key.keyId(), worker, settings, clock);
    refuseUnlessSafe(issuer, verifier, settings);
    IdentityService identity = Services.identity(vertx);
    TokenAuthentication authentication =
        new TokenAuthentication(vertx, verifier, identity, settings, clock);
    return new AccessTokens(key, worker, issuer, authentication);
  }

  private static JWTAuth jwt(Vertx vertx, SigningKey key, TokenSettings settings) {
    JWTAuthOptions options =
        new JWTAuthOptions()
            .addPubSecKey(pem(key, key.privatePem()))
            .addPubSecKey(pem(key, key.publicPem()));
    // Dates are checked in TokenClaims, against our clock; JWTAuth knows the system's only.
    options.setJWTOptions(
        new JWTOptions()
            .setIgnoreExpiration(true)
            .setAudience(List.of(TokenSettings.AUDIENCE))
            .setIssuer(settings.issuer()));
    return JWTAuth.create(vertx, options);
  }

  private static PubSecKeyOptions pem(SigningKey key, String pem) {
    return new PubSecKeyOptions()
        .setAlgorithm(TokenClaims.ALGORITHM)
        .setId(key.keyId())
        .setBuffer(pem);
  }

  /** JWTAuth that has not understood its key accepts unsigned tokens: so it is tried before use. */
  private static void refuseUnlessSafe(
      TokenIssuer issuer, TokenVerifier verifier, TokenSettings settings) {
    String signed =
        issuer.sign(
            new JsonObject().put("iss", settings.issuer()).put("aud", TokenSettings.AUDIENCE));
    String unsigned = signed.substring(0, signed.lastIndexOf('.'));
    if (!verifier.signatureHolds(signed) || verifier.signatureHolds(unsigned)) {
      throw new UnusableKeyException("the signing key does not tell signed tokens from unsigned");
    }
  }

  /** The public signing keys as a JSON Web Key Set (RFC 7517 §5). */
  public JsonObject publicKeys() {
    return new JsonObject().put("keys", new JsonArray().add(key.publicJwk()));
  }

  /** Signs new tokens. */
  public TokenIssuer issuer() {
    return issuer;
  }

  /** Recognises tokens that this process signed. */
  public TokenAuthentication authentication() {
    return authentication;
  }

  /** Frees the workers. */
  public Future<Void> close() {
    return worker.close();
  }
}
