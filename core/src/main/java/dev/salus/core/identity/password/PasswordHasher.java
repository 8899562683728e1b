package dev.salus.core.identity.password;

import dev.salus.api.TooManyRequests;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * Hashes and checks passwords on workers of its own, a bounded number at once. What waits, a
 * bounded number too, is taken in turns ({@link FairQueue}); those whom the server knows have a
 * queue of their own, which goes first. Thread-safe; futures complete on the caller's context.
 */
public final class PasswordHasher {

  /** The most that strangers have wait for one login at a time, wherever they come from. */
  static final int WAITING_OF_LOGIN = 16;

  private static final long RETRY_AFTER_MS = 1_000;

  private final Vertx vertx;
  private final PasswordHashing settings;
  private final SecureRandom random;
  private final WorkerExecutor workers;
  private final PasswordHash decoy;
  private final FairQueue<Waiting<?>> known;
  private final FairQueue<Waiting<?>> strangers;

  /**
   * Hashes on workers of its own.
   *
   * @param settings the cost of new hashes, and how many are made at once
   * @param random makes the salts
   */
  public PasswordHasher(Vertx vertx, PasswordHashing settings, SecureRandom random) {
    this.vertx = vertx;
    this.settings = settings;
    this.random = random;
    this.workers = vertx.createSharedWorkerExecutor("salus-passwords", settings.workers());
    this.decoy = PasswordHash.decoy(settings, random);
    this.known = new FairQueue<>(settings.queue(), settings.queue());
    this.strangers = new FairQueue<>(settings.queue(), WAITING_OF_LOGIN);
  }

  /** A piece of work, and who waits for it. */
  private record Waiting<T>(Callable<T> work, CompletableFuture<T> result) {

    void run() {
      try {
        result.complete(work.call());
      } catch (Throwable e) {
        result.completeExceptionally(e);
      }
    }

    void refuse(Throwable why) {
      result.completeExceptionally(why);
    }
  }

  /** The hash of a password at the current costs. */
  public Future<PasswordHash> hash(Password password, HashingTurn turn) {
    return run(() -> PasswordHash.of(password, settings, random), turn);
  }

  /** Runs a piece of work that checks a password when its turn comes. */
  public <T> Future<T> check(Callable<T> work, HashingTurn turn) {
    return run(work, turn);
  }

  /** A hash that no password matches, for logins that do not exist. */
  public PasswordHash decoy() {
    return decoy;
  }

  /** Whether a hash should be made again because the costs have changed. */
  public boolean isOutdated(PasswordHash hash) {
    return !hash.isMadeAt(settings);
  }

  /** Stops the workers. */
  public Future<Void> close() {
    return workers.close();
  }

  private <T> Future<T> run(Callable<T> work, HashingTurn turn) {
    Context context = vertx.getOrCreateContext();
    Waiting<T> waiting = new Waiting<>(work, new CompletableFuture<>());
    Optional<Waiting<?>> turnedAway = (turn.known() ? known : strangers).add(turn, waiting);
    turnedAway.ifPresent(one -> one.refuse(full()));
    if (turnedAway.filter(waiting::equals).isEmpty()) {
      workers.<Void>executeBlocking(this::runNext, false).onFailure(waiting::refuse);
    }
    return Future.fromCompletionStage(waiting.result(), context);
  }

  /** There is a call of this for each that waits; whoever comes first takes whose turn it is. */
  private Void runNext() {
    known.poll().or(strangers::poll).ifPresent(Waiting::run);
    return null;
  }

  private static TooManyRequests full() {
    return new TooManyRequests("too many passwords are being checked", RETRY_AFTER_MS);
  }
}
