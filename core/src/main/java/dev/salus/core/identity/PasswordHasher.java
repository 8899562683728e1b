package dev.salus.core.identity;

import dev.salus.api.TooManyRequests;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hashes and checks passwords on workers of its own, a bounded number at once and a bounded number
 * waiting. Thread-safe; futures complete on the caller's context.
 */
final class PasswordHasher {

  private static final long RETRY_AFTER_MS = 1_000;

  private final PasswordHashing settings;
  private final SecureRandom random;
  private final WorkerExecutor workers;
  private final PasswordHash decoy;
  private final AtomicInteger accepted = new AtomicInteger();

  PasswordHasher(Vertx vertx, PasswordHashing settings, SecureRandom random) {
    this.settings = settings;
    this.random = random;
    this.workers = vertx.createSharedWorkerExecutor("salus-passwords", settings.workers());
    this.decoy = PasswordHash.decoy(settings, random);
  }

  /** The hash of a password at the current costs. */
  Future<PasswordHash> hash(Password password) {
    return run(() -> PasswordHash.of(password, settings, random));
  }

  /** Runs a piece of work that checks a password when its turn comes. */
  <T> Future<T> check(Callable<T> work) {
    return run(work);
  }

  /** A hash that no password matches, for logins that do not exist. */
  PasswordHash decoy() {
    return decoy;
  }

  /** Whether a hash should be made again because the costs have changed. */
  boolean isOutdated(PasswordHash hash) {
    return !hash.isMadeAt(settings);
  }

  /** Stops the workers. */
  Future<Void> close() {
    return workers.close();
  }

  private <T> Future<T> run(Callable<T> work) {
    if (accepted.incrementAndGet() > settings.workers() + settings.queue()) {
      accepted.decrementAndGet();
      return Future.failedFuture(
          new TooManyRequests("too many passwords are being checked", RETRY_AFTER_MS));
    }
    return workers.executeBlocking(work, false).onComplete(done -> accepted.decrementAndGet());
  }
}
