package dev.salus.core.identity.secondfactor;

import dev.salus.protocol.Base64Url;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.encoders.Base32;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a user's second factor. A code is taken once: whoever takes one stores what is
 * left, at the revision that was read, before anything is answered.
 *
 * @param secret base64url of 20 bytes, which the authenticator has too
 * @param inForce whether a right code was given once; before that it asks nobody for anything
 * @param lastStep the step of the last code that was taken (RFC 6238 §5.2): neither it nor one
 *     before it counts again
 * @param recoveryHashes hashes of the recovery codes that are left
 */
public record SecondFactor(
    String secret, boolean inForce, long lastStep, List<String> recoveryHashes) {

  /** As long as the output of the hash (RFC 4226 §4). */
  private static final int SECRET_BYTES = 20;

  private static final long NONE = -1;
  private static final String ISSUER = "Salus";

  /** Keeps the order. */
  public SecondFactor {
    recoveryHashes = List.copyOf(recoveryHashes);
  }

  /** One that is being set up, with a new secret. */
  public static SecondFactor begin(SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new SecondFactor(Base64Url.encode(secret), false, NONE, List.of());
  }

  /** What is left once this code is taken; empty if it is not to be taken. */
  public Optional<SecondFactor> take(OneTimeCode code, Instant now) {
    return code.isTimeBased() ? takeTimeBased(code, now) : takeRecovery(code);
  }

  private Optional<SecondFactor> takeTimeBased(OneTimeCode code, Instant now) {
    return new TimeCodes(secretBytes())
        .stepOf(code, lastStep, now).stream()
            .mapToObj(step -> new SecondFactor(secret, inForce, step, recoveryHashes))
            .findFirst();
  }

  private Optional<SecondFactor> takeRecovery(OneTimeCode code) {
    String hash = RecoveryCodes.hash(code);
    List<String> left = recoveryHashes.stream().filter(one -> !one.equals(hash)).toList();
    return left.size() < recoveryHashes.size()
        ? Optional.of(new SecondFactor(secret, inForce, lastStep, left))
        : Optional.empty();
  }

  /** The same in force, with these recovery codes and no others. */
  public SecondFactor with(RecoveryCodes codes) {
    return new SecondFactor(secret, true, lastStep, codes.hashes());
  }

  /** How many recovery codes are left. */
  public int recoveryCodesLeft() {
    return recoveryHashes.size();
  }

  /** What people type into an authenticator: base32 (RFC 4648 §6). */
  public String secretText() {
    return Base32.toBase32String(secretBytes());
  }

  /** What an authenticator reads from a picture: the {@code otpauth} address of the secret. */
  public String uri(String login) {
    return "otpauth://totp/"
        + encoded(ISSUER)
        + ":"
        + encoded(login)
        + "?secret="
        + secretText()
        + "&issuer="
        + encoded(ISSUER)
        + "&algorithm=SHA1&digits="
        + OneTimeCode.DIGITS
        + "&period="
        + TimeCodes.STEP.toSeconds();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private byte[] secretBytes() {
    return Base64Url.decode(secret, "secret");
  }

  /** What {@link #toJson} wrote. */
  public static @Nullable SecondFactor fromJson(@Nullable JsonObject json) {
    return json == null
        ? null
        : new SecondFactor(
            json.getString("secret"),
            json.getBoolean("inForce"),
            json.getLong("lastStep"),
            json.getJsonArray("recoveryHashes").stream().map(String.class::cast).toList());
  }

  /** As it is stored. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("secret", secret)
        .put("inForce", inForce)
        .put("lastStep", lastStep)
        .put("recoveryHashes", new JsonArray(recoveryHashes));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "SecondFactor[inForce=" + inForce + "]";
  }
}
