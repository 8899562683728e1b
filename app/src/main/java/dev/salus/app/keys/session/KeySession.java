package dev.salus.app.keys.session;

import dev.salus.api.Unauthenticated;
import dev.salus.app.connection.CodePrompt;
import dev.salus.app.connection.Connection;
import dev.salus.app.connection.KeptLogIn;
import dev.salus.app.connection.Sharings;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Fingerprints;
import dev.salus.app.paper.RecoveryPaper;
import dev.salus.sdk.FirstUse;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.crypto.Argon2;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.error.AnotherDataOwner;
import dev.salus.sdk.error.KeyFileRefused;
import dev.salus.sdk.keys.FileKeyStore;
import dev.salus.sdk.transport.Account;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a command: the user's connection with the keys of the key file. No key of anybody else
 * is taken unasked: what a person compares is not decided before.
 */
public final class KeySession implements AutoCloseable {

  private static final long MINUTES = 60;

  private final Dialogue dialogue;
  private final Argon2.Costs keyFileCosts;
  private final Deque<Supplier<Future<Void>>> closing = new ArrayDeque<>();
  private final Vertx vertx = Vertx.vertx();
  private final SecureRandom random = new SecureRandom();
  private final Clock clock = Clock.systemUTC();
  private final PersonNames names = new PersonNames();

  private KeySession(Argon2.Costs keyFileCosts, Dialogue dialogue) {
    this.keyFileCosts = keyFileCosts;
    this.dialogue = dialogue;
    closing.push(vertx::close);
  }

  /**
   * What a command works with.
   *
   * @param session what is closed in the end
   * @param connection where it goes
   * @param transport how it goes there
   * @param owner the data owner's id
   * @param store the key file
   * @param salus the client with the keys
   */
  public record Opened(
      KeySession session,
      Connection connection,
      HttpTransport transport,
      String owner,
      FileKeyStore store,
      Salus salus)
      implements AutoCloseable {

    @Override
    public void close() throws TimeoutException {
      session.close();
    }

    /** The result of a call, which is waited for. */
    public <T> T get(Future<T> future) throws TimeoutException {
      return await(future);
    }

    /** With the person, or a script. */
    public Dialogue dialogue() {
      return session.dialogue;
    }

    /** Tells a result. */
    public void say(String sentence) {
      session.dialogue.say(sentence);
    }

    /** As people compare it. */
    public void sayFingerprint(String fingerprint) {
      Fingerprints.show(session.dialogue, fingerprint);
    }

    /** The one of the key in use, as people compare it. */
    public void sayOwnFingerprint() {
      sayFingerprint(salus.dataOwnerApi().getOwnFingerprint());
    }

    /** Randomness. */
    public SecureRandom random() {
      return session.random;
    }

    /** Whom the person means. */
    public People people() {
      return new People(this);
    }

    /** The sharings of the person, as the server lists them. */
    public Sharings sharings() {
      return new Sharings(new ServerApi(transport), owner);
    }

    /** The keyId of the key in use. */
    public String ownKeyId() {
      String code = salus.dataOwnerApi().getOwnQrCode();
      return code.substring(code.lastIndexOf(':') + 1);
    }

    /** What is to be written down with a key. */
    public RecoveryPaper paper(String title, RecoveryKey key) {
      return new RecoveryPaper(
          "Salus: " + title,
          connection.login(),
          owner,
          connection.server(),
          Instant.now(session.clock),
          key.reveal());
    }
  }

  /**
   * Logs in and opens the key file, or makes one.
   *
   * @param keyFileCosts of a key file that is made
   * @param firstUse what to do if there is none
   */
  static Opened open(Connection to, Argon2.Costs keyFileCosts, Dialogue dialogue, FirstUse firstUse)
      throws Exception {
    KeySession session = new KeySession(keyFileCosts, dialogue);
    boolean opened = false;
    try {
      Opened result = session.connect(to, firstUse);
      opened = true;
      return result;
    } finally {
      if (!opened) {
        session.close();
      }
    }
  }

  /** What people are called. */
  PersonNames names() {
    return names;
  }

  private Opened connect(Connection to, FirstUse firstUse) throws Exception {
    Optional<LoggedIn> before = goOn(to);
    LoggedIn loggedIn = before.isPresent() ? before.get() : dialogue.tries(() -> logIn(to));
    closing.push(loggedIn.transport()::close);
    String owner = loggedIn.user().getString("dataOwner");
    await(requireBound(vertx, to.keyDirectory(), loggedIn.transport().account(), owner));
    if (owner == null) {
      throw new CommandFailure(
          "this login is for no person with records (an administrator's, perhaps), and so has no keys");
    }
    if (Files.exists(FileKeyStore.file(to.keyDirectory(), owner))) {
      return dialogue.tries(
          () ->
              open(
                  to,
                  loggedIn.transport(),
                  owner,
                  dialogue.secret("Passphrase of the key file"),
                  firstUse));
    }
    if (firstUse == FirstUse.REFUSED) {
      await(firstUse.choose(new FirstUse.Situation(owner, List.of())));
    }
    return open(
        to,
        loggedIn.transport(),
        owner,
        dialogue.newPassphrase("New passphrase for the key file"),
        firstUse);
  }

  /**
   * Fails with {@link AnotherDataOwner} if this account has keys on this machine, and they are of
   * somebody else than the server says: it must not look as if there were none.
   */
  static Future<Void> requireBound(
      Vertx vertx, Path keys, Account account, @Nullable String answered) {
    return FileKeyStore.owner(vertx, keys, account)
        .compose(
            kept ->
                kept.isEmpty() || kept.get().equals(answered)
                    ? Future.succeededFuture()
                    : Future.failedFuture(new AnotherDataOwner(kept.get(), answered)));
  }

  private record LoggedIn(HttpTransport transport, JsonObject user) {}

  /**
   * With the log-in that is kept ({@code salus login}). Only for a person: a script says the
   * password each time, so that what it says does not depend on the hour.
   */
  private Optional<LoggedIn> goOn(Connection to) throws Exception {
    Optional<KeptLogIn> kept =
        dialogue.isPerson() ? KeptLogIn.find(vertx, to, clock) : Optional.empty();
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    HttpTransport transport = to.transport(vertx, "").keptBy(kept.get());
    try {
      return Optional.of(new LoggedIn(transport, await(new ServerApi(transport).me())));
    } catch (Unauthenticated ended) {
      await(transport.close());
      kept.get().forget();
      dialogue.explain("Your log-in has ended, so your password is asked for again.");
      return Optional.empty();
    }
  }

  private LoggedIn logIn(Connection to) throws Exception {
    char[] password = dialogue.secret("Password of " + to.login());
    HttpTransport transport;
    try {
      transport =
          to.transport(vertx, new String(password)).withCodes(new CodePrompt(vertx, dialogue));
    } finally {
      Arrays.fill(password, '\0');
    }
    try {
      return new LoggedIn(transport, await(new ServerApi(transport).me()));
    } catch (Unauthenticated wrong) {
      await(transport.close());
      throw CommandFailure.mistyped("login or password is not right");
    }
  }

  /** With this passphrase, which is overwritten. */
  private Opened open(
      Connection to, HttpTransport transport, String owner, char[] passphrase, FirstUse firstUse)
      throws Exception {
    dialogue.explain("Opening the key file takes a moment.");
    FileKeyStore store;
    try {
      store = FileKeyStore.in(vertx, to.keyDirectory(), passphrase, keyFileCosts, random);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
    SalusOptions options =
        SalusOptions.of(transport)
            .withTrust(TrustPolicy.onlyConfirmed())
            .withKeyStore(store, onWorker(to, firstUse));
    try {
      Salus salus = await(Salus.connect(vertx, options));
      closing.push(store::close);
      closing.push(salus::close);
      return new Opened(this, to, transport, owner, store, salus);
    } catch (KeyFileRefused refused) {
      await(store.close());
      throw refused.reason() == KeyFileRefused.Reason.PASSPHRASE
          ? CommandFailure.mistyped("wrong passphrase")
          : refused;
    }
  }

  /** A person thinks for minutes. Before there are keys it is noted whether a copy brings them. */
  private FirstUse onWorker(Connection to, FirstUse firstUse) {
    return situation ->
        vertx
            .executeBlocking(() -> firstUse.choose(situation), false)
            .compose(choice -> choice)
            .compose(choice -> noted(to, situation, choice));
  }

  private Future<FirstUse.Choice> noted(
      Connection to, FirstUse.Situation situation, FirstUse.Choice choice) {
    return vertx.executeBlocking(
        () -> RestoredMark.noted(to.keyDirectory(), situation.dataOwner(), choice), false);
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
