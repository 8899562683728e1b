package dev.salus.sdk.account;

import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

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
        .map(
            answer ->
                new SecondFactorSecret(
                    ServerAnswers.text(answer, "secret"), ServerAnswers.text(answer, "uri")));
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

  private static List<String> recoveryCodes(JsonObject answer) {
    return answer.getValue("recoveryCodes") instanceof JsonArray codes
        ? codes.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }
}
