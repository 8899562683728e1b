package dev.salus.app.administration;

import dev.salus.api.Caller;
import dev.salus.app.connection.CodePrompt;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.vertx.FilelessVertx;
import dev.salus.core.SalusHost;
import dev.salus.core.SalusSettings;
import dev.salus.protocol.Ids;
import dev.salus.sdk.account.DataOwnerApi;
import dev.salus.sdk.account.User;
import dev.salus.sdk.account.UserApi;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.transport.BusTransport;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One run of an administrator's command: as an administrator at a running server, or with the
 * verticles on the store, where whoever may open the store is one.
 */
final class Administration implements AutoCloseable {

  private static final long MINUTES = 10;

  private final Deque<Supplier<Future<Void>>> closing = new ArrayDeque<>();
  private final Vertx vertx = FilelessVertx.start();
  private final Transport transport;

  private Administration(AdministrationOptions options, Dialogue dialogue) throws Exception {
    closing.push(vertx::close);
    boolean opened = false;
    try {
      URI server = options.server();
      transport = server == null ? onStore(options) : at(server, options.login(), dialogue);
      closing.push(transport::close);
      opened = true;
    } finally {
      if (!opened) {
        close();
      }
    }
  }

  /** Logs in, or opens the store; fails if the store is in use or cannot be opened. */
  static Administration open(AdministrationOptions options, Dialogue dialogue) throws Exception {
    return new Administration(options, dialogue);
  }

  private HttpTransport at(URI server, String login, Dialogue dialogue) throws Exception {
    char[] password = dialogue.secret("Password of " + login);
    try {
      return new HttpTransport(vertx, server, login, new String(password))
          .withCodes(new CodePrompt(vertx, dialogue));
    } catch (IllegalArgumentException unsafe) {
      throw CommandFailure.address(server, unsafe);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private BusTransport onStore(AdministrationOptions options) throws TimeoutException {
    if (options.store().name().equals("memory")) {
      throw new CommandFailure(
          "in memory nothing is kept; a server that runs is asked with --server");
    }
    SalusHost host =
        get(
            SalusHost.start(
                vertx,
                options.store().name(),
                options.store().settingsOfExisting(),
                SalusSettings.defaults().withInstances(1)));
    closing.push(host::close);
    String nobody = Ids.random(new SecureRandom());
    return new BusTransport(vertx, new Caller(nobody, null, Set.of(Caller.ADMIN), null));
  }

  /** Whether a running server is asked, and not the store itself. */
  boolean isAtServer() {
    return transport instanceof HttpTransport;
  }

  UserApi users() {
    return new UserApi(
        new ServerApi(transport), NeedsKeys.of(Optional.empty()), NeedsKeys.of(Optional.empty()));
  }

  DataOwnerApi dataOwners() {
    return new DataOwnerApi(
        new ServerApi(transport),
        NeedsKeys.of(Optional.empty()),
        NeedsKeys.of(Optional.empty()),
        NeedsKeys.of(Optional.empty()));
  }

  /** The user with this login; a failure for people if there is none. */
  User user(String login) throws TimeoutException {
    return get(users().findUser(login))
        .orElseThrow(() -> new CommandFailure("there is no user '" + login + "'"));
  }

  /** The result of a call, which is waited for. */
  <T> T get(Future<T> future) throws TimeoutException {
    return future.await(MINUTES, TimeUnit.MINUTES);
  }

  /** Closes all that was opened, the last first, also if one of them fails. */
  @Override
  public void close() throws TimeoutException {
    Future<Void> closed = Future.succeededFuture();
    for (Supplier<Future<Void>> each : closing) {
      closed = closed.eventually(each);
    }
    get(closed);
  }
}
