package dev.salus.testkit;

import dev.salus.core.NewAccount;
import dev.salus.core.SalusHost;
import dev.salus.core.SalusSettings;
import dev.salus.core.identity.password.PasswordHashing;
import dev.salus.protocol.Base64Url;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A Salus in memory, with a Vert.x of its own and people on it; passwords are hashed cheaply.
 * {@link SalusTest} makes one for each test; without JUnit it is used as it is. Its methods block,
 * so they are for the threads of tests. Thread-safe.
 */
public final class TestSalus implements AutoCloseable {

  /** Hashes that take no time, and protect nothing. */
  private static final PasswordHashing CHEAP = PasswordHashing.DEFAULT.withCosts(64, 1, 1);

  private static final int PASSWORD_BYTES = 16;

  /** Long for a busy machine; what comes at all comes sooner. */
  private static final long WAIT_SECONDS = 60;

  /** In this JVM. */
  private static final AtomicBoolean FIRST = new AtomicBoolean(true);

  private final Vertx vertx;
  private final SalusHost host;
  private final Map<String, TestOwner> owners = new LinkedHashMap<>();
  private boolean closed;

  private TestSalus(Vertx vertx, SalusHost host) {
    this.vertx = vertx;
    this.host = host;
  }

  /** Starts one, with nobody on it. */
  public static TestSalus start() {
    if (FIRST.getAndSet(false)) {
      Thread loading = new Thread(TestSalus::loadClasses, "salus-testkit-classes");
      loading.setDaemon(true);
      loading.start();
    }
    Vertx vertx = Vertx.vertx();
    SalusSettings settings = SalusSettings.defaults().withInstances(1).withPasswords(CHEAP);
    return get(
        SalusHost.builder(vertx)
            .store("memory", new JsonObject())
            .settings(settings)
            .start()
            .map(host -> new TestSalus(vertx, host))
            .recover(failure -> vertx.close().transform(done -> Future.failedFuture(failure))));
  }

  /**
   * Loads what the first owner needs while the server starts: the classes of Bouncy Castle, whose
   * jar the JVM verifies, and of Jackson are half of what the first test in a JVM waits for.
   */
  private static void loadClasses() {
    KeyRing nobodys =
        KeyRing.generate(UUID.randomUUID().toString(), Clock.systemUTC(), new SecureRandom());
    nobodys.exportJson().toBuffer();
    nobodys.wipe();
  }

  /** The Vert.x that it runs on. */
  public Vertx vertx() {
    return vertx;
  }

  /** The server. */
  public SalusHost host() {
    return host;
  }

  /**
   * The data owner of this name, made if it is not there yet.
   *
   * @throws IllegalArgumentException if it is there and of another type
   * @throws IllegalStateException if this was closed
   */
  public synchronized TestOwner owner(String name, DataOwner.Type type) {
    if (closed) {
      throw new IllegalStateException("this Salus was closed");
    }
    TestOwner owner = owners.computeIfAbsent(name, missing -> newOwner(missing, type));
    if (owner.type() != type) {
      throw new IllegalArgumentException(
          "'" + name + "' is " + owner.type() + ", and cannot be " + type + " too");
    }
    return owner;
  }

  private TestOwner newOwner(String name, DataOwner.Type type) {
    byte[] secret = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(secret);
    String shown = type == DataOwner.Type.PATIENT ? null : name;
    NewAccount account = new NewAccount(name, Base64Url.encode(secret), type.wireName(), shown);
    return new TestOwner(name, type, vertx, get(host.accounts().create(account)));
  }

  /** Closes all connections, the server and its Vert.x; idempotent. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    Future<Void> closing = Future.succeededFuture();
    for (TestOwner owner : owners.values()) {
      closing = closing.eventually(owner.salus()::close);
    }
    get(closing.eventually(host::close).eventually(vertx::close));
  }

  static <T> T get(Future<T> future) {
    try {
      return future.await(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("nothing within " + WAIT_SECONDS + " s", e);
    }
  }
}
