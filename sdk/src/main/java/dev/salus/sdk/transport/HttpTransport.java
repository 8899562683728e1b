package dev.salus.sdk.transport;

import dev.salus.api.event.ChangeFilter;
import dev.salus.api.operation.Operation;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reaches a gateway over HTTP. Logs in with the first call, refreshes the session when it ends, and
 * logs out on {@link #close}. If login or password is refused, calls fail with {@link
 * dev.salus.api.Unauthenticated} from then on and the gateway is not asked any more, until a
 * password is given ({@link #logInWith}): so a device that has an old one holds up nobody.
 *
 * <p>An answer that brings no byte for a minute, or is not complete after two and a half, is {@link
 * dev.salus.api.Unavailable}.
 */
public final class HttpTransport implements Transport {

  /**
   * The detail of {@link dev.salus.api.Unavailable} where the gateway's certificate is not of an
   * authority that this Java trusts ({@code javax.net.ssl.trustStore}), or for another name.
   */
  public static final String UNTRUSTED_CERTIFICATE =
      "the gateway's certificate is not trusted, or is for another name";

  private final HttpSession http;
  private final Account account;

  /**
   * A transport to a gateway.
   *
   * @param base the gateway's address, for example {@code https://salus.example}; https unless it
   *     is on this machine
   * @param login the user's login
   * @param password the user's password; kept in memory for logging in again; empty for none, where
   *     a session is {@linkplain #keptBy kept}
   * @throws IllegalArgumentException if the address is none, or not safe; see {@link
   *     GatewayAddress#of}
   */
  public HttpTransport(Vertx vertx, URI base, String login, String password) {
    this(vertx, GatewayAddress.of(base), login, password);
  }

  /** The same to an address that may have been allowed to be unsafe. */
  public HttpTransport(Vertx vertx, GatewayAddress address, String login, String password) {
    this(vertx, address, AnswerTimes.DEFAULT, login, password);
  }

  HttpTransport(
      Vertx vertx, GatewayAddress address, AnswerTimes times, String login, String password) {
    this.http = new HttpSession(vertx, address, times, login, password);
    this.account = new Account(address.text(), login);
  }

  /**
   * Logs in with this password from now on, as one that was changed on another device. A session
   * that there is goes on.
   */
  public void logInWith(String newPassword) {
    http.passwordGiven(newPassword);
  }

  /**
   * Shows this code at the next log-in, once, for a user who has a second factor. If it is refused,
   * or a later log-in needs another one, calls fail with {@link
   * dev.salus.api.SecondFactorRequired}, and the gateway is not asked any more until a code or a
   * password is given. A code is good for a minute and a half at most: to be called just before the
   * first call.
   *
   * @param code what the user's authenticator shows now, or a recovery code
   */
  public HttpTransport withCode(String code) {
    http.codeGiven(code);
    return this;
  }

  /** Asks there for a code whenever a log-in needs one. */
  public HttpTransport withCodes(CodeSource source) {
    http.codesFrom(source);
    return this;
  }

  /**
   * The device token of the last log-in: that this login worked here. An application that keeps it
   * with its settings and gives it to {@link #rememberedBy} after its next start is not held up by
   * what others do with its login. It opens nothing without the password.
   */
  public Optional<String> deviceToken() {
    return Optional.ofNullable(http.deviceToken());
  }

  /** Shows a device token that was kept from before; one that is no longer good does no harm. */
  public HttpTransport rememberedBy(String deviceToken) {
    http.rememberedBy(deviceToken);
    return this;
  }

  /**
   * Goes on with the session that is kept there; if that has ended, or there is none, it logs in
   * with the password, and where that is empty calls fail with {@link
   * dev.salus.api.Unauthenticated}. {@link #close} leaves the session as it is: {@link
   * Operation#LOG_OUT} ends it. To be called before the first call.
   */
  public HttpTransport keptBy(SessionKeeper keeper) {
    http.keptBy(keeper);
    return this;
  }

  /**
   * Accepts an invitation, which needs no log-in.
   *
   * @param body {@code {token, login, password, card, proof}}
   * @throws IllegalArgumentException if the address is none, or not safe; see {@link
   *     GatewayAddress#of}
   */
  public static Future<JsonObject> acceptInvitation(Vertx vertx, URI base, JsonObject body) {
    return acceptInvitation(vertx, GatewayAddress.of(base), body);
  }

  /** The same at an address that may have been allowed to be unsafe. */
  public static Future<JsonObject> acceptInvitation(
      Vertx vertx, GatewayAddress address, JsonObject body) {
    HttpSession http = new HttpSession(vertx, address, AnswerTimes.DEFAULT, "", "");
    return http.call(Operation.ACCEPT_INVITATION, new JsonObject(), body)
        .map(ServerApi::required)
        .eventually(http::close);
  }

  @Override
  public Future<@Nullable JsonObject> call(
      Operation operation, JsonObject parameters, @Nullable JsonObject body) {
    Future<@Nullable JsonObject> called = http.call(operation, parameters, body);
    return operation == Operation.CHANGE_PASSWORD
        ? called.onSuccess(done -> passwordChanged(body))
        : called;
  }

  @Override
  public Account account() {
    return account;
  }

  private void passwordChanged(@Nullable JsonObject body) {
    if (body != null && body.getValue("new") instanceof String changed) {
      http.passwordGiven(changed);
    }
  }

  @Override
  public Future<EventStream> subscribe(ChangeFilter filter, Handler<JsonObject> listener) {
    return http.subscribe(filter, listener);
  }

  @Override
  public void tellDates(ServerClock clock) {
    http.tell(clock);
  }

  @Override
  public Future<Void> close() {
    return http.close();
  }
}
