package dev.salus.sdk.keys;

import dev.salus.sdk.transport.Account;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A store whose saves end when and how a test wants it. */
final class HeldSaves implements KeyStore {

  /** A save that has begun. */
  record Save(JsonObject ring, Promise<Void> promise) {}

  private volatile boolean heldNoMore;
  private final AtomicInteger calls = new AtomicInteger();
  private final BlockingQueue<Save> begun = new LinkedBlockingQueue<>();

  @Override
  public Future<Optional<KeyRing>> load(String dataOwner) {
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public Future<Void> save(KeyRing keyRing) {
    calls.incrementAndGet();
    Save save = new Save(keyRing.exportJson(), Promise.promise());
    if (heldNoMore) {
      return Future.succeededFuture();
    }
    begun.add(save);
    return save.promise().future();
  }

  @Override
  public Future<Set<String>> owners() {
    return Future.succeededFuture(Set.of());
  }

  @Override
  public Future<Optional<String>> owner(Account account) {
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public Future<Void> bind(Account account, String dataOwner) {
    return Future.succeededFuture();
  }

  /** Saves that begin from now on succeed at once. */
  void holdNoMore() {
    heldNoMore = true;
  }

  /** The next save, which begins within seconds. */
  Save next() throws InterruptedException {
    Save save = begun.poll(180, TimeUnit.SECONDS);
    if (save == null) {
      throw new AssertionError("no save has begun");
    }
    return save;
  }

  /** How often it was to save, a ring that has no keys any more included. */
  int calls() {
    return calls.get();
  }

  /** Whether a save has begun that the test has not looked at. */
  boolean hasNext() {
    return !begun.isEmpty();
  }
}
