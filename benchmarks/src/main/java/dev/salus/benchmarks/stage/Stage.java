package dev.salus.benchmarks.stage;

import dev.salus.core.NewAccount;
import dev.salus.core.SalusHost;
import dev.salus.core.SalusSettings;
import dev.salus.core.identity.password.PasswordHashing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server in this process, without a gateway. Its methods block. */
public final class Stage implements AutoCloseable {

  /** Everybody's. */
  public static final String PASSWORD = "benchmark benchmark";

  private static final PasswordHashing CHEAP = PasswordHashing.DEFAULT.withCosts(64, 1, 1);
  private static final long WAIT_MINUTES = 5;

  private final Vertx vertx;
  private final SalusHost host;

  private Stage(Vertx vertx, SalusHost host) {
    this.vertx = vertx;
    this.host = host;
  }

  /** One on the store in memory. */
  public static Stage start() {
    return start("memory", new JsonObject());
  }

  /** One on this store, with as many event loops as the jar has. */
  public static Stage start(String store, JsonObject options) {
    int loops = Runtime.getRuntime().availableProcessors();
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
    SalusSettings settings = SalusSettings.defaults().withPasswords(CHEAP);
    return new Stage(
        vertx, await(SalusHost.builder(vertx).store(store, options).settings(settings).start()));
  }

  /** The Vert.x that it runs on. */
  public Vertx vertx() {
    return vertx;
  }

  /** A professional that is there from now on. */
  public Person person(String login) {
    NewAccount account = NewAccount.hcp(login, PASSWORD, login);
    return Person.of(vertx, await(host.accounts().create(account)));
  }

  /** What comes of it, or what it fails with. */
  public static <T> T await(Future<T> future) {
    try {
      return future.await(WAIT_MINUTES, TimeUnit.MINUTES);
    } catch (TimeoutException e) {
      throw new IllegalStateException("nothing within " + WAIT_MINUTES + " minutes", e);
    }
  }

  @Override
  public void close() {
    await(host.close().eventually(vertx::close));
  }
}
