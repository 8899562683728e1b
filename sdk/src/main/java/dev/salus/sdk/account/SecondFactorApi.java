package dev.salus.sdk.account;

import dev.salus.api.Conflict;
import dev.salus.api.InternalFault;
import dev.salus.api.Invalid;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The second factor of the logged-in user: a code of an authenticator (RFC 6238) that a log-in
 * needs besides the password. It guards the account; records are encrypted by keys, and keys are
 * guarded by what they are kept in.
 *
 * <p>Needs no keys, and is there for a user who has to set one up before anything else:
 *
 * <pre>{@code
 * SecondFactorApi mine = new SecondFactorApi(new ServerApi(transport));
 * mine.begin(password)          // show it as a QR code
 *     .compose(begun -> askFor("what your authenticator shows"))
 *     .compose(mine::confirm)   // show the recovery codes, once
 * }</pre>
 *
 * <p>Wrong passwords and codes are {@link Invalid} at {@code password} and {@code otp}, and after
 * five of them {@link dev.salus.api.TooManyRequests}.
 */
public final class SecondFactorApi {

  /** Base32 (RFC 4648 §6). */
  private static final Pattern SECRET = Pattern.compile("[A-Z2-7]{16,128}={0,6}");

  private static final Pattern ADDRESS = Pattern.compile("otpauth://totp/[!-~]{1,1000}");
  private static final Pattern CODE = Pattern.compile("[A-Z2-7]{4}(-[A-Z2-7]{4}){1,15}");
  private static final int MOST_CODES = 100;

  private final ServerApi server;

  /** Of the user whom this server knows the caller as. */
  public SecondFactorApi(ServerApi server) {
    this.server = server;
  }

  /** Whether there is one, and whether there has to be. */
  public Future<SecondFactorStatus> status() {
    return server.secondFactor().map(SecondFactorStatus::of);
  }

  /**
   * Begins to set one up, in place of one that was begun; log-ins are as before until it is {@link
   * #confirm confirmed}. {@link Conflict} if there is one already.
   *
   * @param password the user's
   * @return what the authenticator is to be told, this once
   */
  public Future<SecondFactorSecret> begin(String password) {
    return server
        .setUpSecondFactor(new JsonObject().put("password", password))
        .map(SecondFactorApi::secret);
  }

  /**
   * Puts it in force: the next log-in needs a code. The user's other sessions end.
   *
   * @param code what the authenticator shows now
   * @return recovery codes, each of which is a code once; shown to the person this once
   */
  public Future<List<String>> confirm(String code) {
    return server
        .confirmSecondFactor(new JsonObject().put("otp", code))
        .map(SecondFactorApi::recoveryCodes);
  }

  /**
   * Makes other recovery codes, for who has used up or lost them; those before are void.
   *
   * @param code a code of now, or one of those before
   */
  public Future<List<String>> replaceRecoveryCodes(String password, String code) {
    return server.replaceRecoveryCodes(proof(password, code)).map(SecondFactorApi::recoveryCodes);
  }

  /**
   * Removes it. Who has to have one can do nothing then but set up another.
   *
   * @param code a code of now, or a recovery code
   */
  public Future<Void> remove(String password, String code) {
    return server.removeSecondFactor(proof(password, code));
  }

  private static JsonObject proof(String password, String code) {
    return new JsonObject().put("password", password).put("otp", code);
  }

  /** What is shown to a person is nothing but that: a terminal acts on other signs. */
  private static SecondFactorSecret secret(JsonObject answer) {
    String text = ServerAnswers.text(answer, "secret");
    String uri = ServerAnswers.text(answer, "uri");
    if (!SECRET.matcher(text).matches()
        || !ADDRESS.matcher(uri).matches()
        || !uri.contains("secret=" + text)) {
      throw new InternalFault("the server's answer has no secret of an authenticator");
    }
    return new SecondFactorSecret(text, uri);
  }

  private static List<String> recoveryCodes(JsonObject answer) {
    List<String> codes = ServerAnswers.texts(answer, "recoveryCodes");
    if (codes.size() > MOST_CODES
        || !codes.stream().allMatch(code -> CODE.matcher(code).matches())) {
      throw new InternalFault("the server's answer has no recovery codes");
    }
    return codes;
  }
}
