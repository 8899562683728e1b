package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.sdk.FirstUse;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.crypto.Argon2;
import dev.salus.sdk.keys.FileKeyStore;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One run of a command: the user's connection with the keys of the key file. No key of anybody else
 * is taken unasked: what a person compares is not decided before.
 */
final class KeySession implements AutoCloseable {

  private static final long MINUTES = 60;

  private final Dialogue dialogue;
  private final Argon2.Costs keyFileCosts;
  private final Deque<Supplier<Future<Void>>> closing = new ArrayDeque<>();
  private final Vertx vertx = Vertx.vertx();
  private final SecureRandom random = new SecureRandom();

  private KeySession(Argon2.Costs keyFileCosts, Dialogue dialogue) {
    this.keyFileCosts = keyFileCosts;
    this.dialogue = dialogue;
    closing.push(vertx::close);
  }

  /** What a command works with. */
  record Opened(KeySession session, String owner, FileKeyStore store, Salus salus)
      implements AutoCloseable {

    @Override
    public void close() throws TimeoutException {
      session.close();
    }

    /** The result of a call, which is waited for. */
    <T> T get(Future<T> future) throws TimeoutException {
      return await(future);
    }

    Dialogue dialogue() {
      return session.dialogue;
    }

    void say(String line) {
      session.dialogue.say(line);
    }
  }

  /**
   * Logs in and opens the key file, or makes one.
   *
   * @param keyFileCosts of a key file that is made
   * @param firstUse what to do if there is none
   */
  static Opened open(
      ConnectionOptions options, Argon2.Costs keyFileCosts, Dialogue dialogue, FirstUse firstUse)
      throws Exception {
    KeySession session = new KeySession(keyFileCosts, dialogue);
    boolean opened = false;
    try {
      Opened result = session.connect(options, firstUse);
      opened = true;
      return result;
    } finally {
      if (!opened) {
        session.close();
      }
    }
  }

  private Opened connect(ConnectionOptions options, FirstUse firstUse) throws Exception {
    HttpTransport transport = transport(options);
    JsonObject user = await(new ServerApi(transport).me());
    String owner = user.getString("dataOwner");
    if (owner == null) {
      throw new CommandFailure("this user has no data owner, and so no keys");
    }
    FileKeyStore store = store(options, owner, firstUse);
    closing.push(store::close);
    SalusOptions connection =
        SalusOptions.of(transport)
            .withTrust(TrustPolicy.onlyConfirmed())
            .withKeyStore(store, firstUse);
    Salus salus = await(Salus.connect(vertx, connection));
    closing.push(salus::close);
    return new Opened(this, owner, store, salus);
  }

  private HttpTransport transport(ConnectionOptions options) throws Exception {
    char[] password = dialogue.secret("Password of " + options.login());
    try {
      HttpTransport transport =
          new HttpTransport(vertx, options.server(), options.login(), new String(password));
      closing.push(transport::close);
      return transport;
    } catch (IllegalArgumentException unsafe) {
      throw new CommandFailure("--server: " + unsafe.getMessage());
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private FileKeyStore store(ConnectionOptions options, String owner, FirstUse firstUse)
      throws Exception {
    boolean there = Files.exists(FileKeyStore.file(options.keyDirectory(), owner));
    if (!there && firstUse == FirstUse.REFUSED) {
      await(firstUse.choose(new FirstUse.Situation(owner, List.of())));
    }
    char[] passphrase =
        there
            ? dialogue.secret("Passphrase of the key file")
            : dialogue.newPassphrase("New passphrase for the key file");
    try {
      return FileKeyStore.in(vertx, options.keyDirectory(), passphrase, keyFileCosts, random);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(MINUTES, TimeUnit.MINUTES);
  }

  /** Closes all that was opened, the last first, also if one of them fails. */
  @Override
  public void close() throws TimeoutException {
    Future<Void> closed = Future.succeededFuture();
    for (Supplier<Future<Void>> each : closing) {
      closed = closed.eventually(each);
    }
    await(closed);
  }
}
