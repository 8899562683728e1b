package dev.salus.storage.contract;

import dev.salus.storage.Change;
import io.vertx.core.Handler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A subscriber that remembers what it was told, and lets a test wait for it. */
final class ChangeRecorder implements Handler<Change> {

  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  private final List<Change> seen = new ArrayList<>();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicBoolean overlapped = new AtomicBoolean();

  @Override
  public void handle(Change change) {
    if (inside.incrementAndGet() != 1) {
      overlapped.set(true);
    }
    synchronized (this) {
      seen.add(change);
      notifyAll();
    }
    inside.decrementAndGet();
  }

  synchronized List<Change> seen() {
    return List.copyOf(seen);
  }

  /** The newest revision that was told of each document; null for a deleted one. */
  synchronized Map<String, String> latest() {
    Map<String, String> latest = new HashMap<>();
    seen.forEach(change -> latest.put(change.id(), change.rev()));
    return latest;
  }

  void awaitDocument(String id) {
    awaitUntil(changes -> changes.stream().anyMatch(change -> change.id().equals(id)));
  }

  void awaitLatest(Map<String, String> expected) {
    awaitUntil(changes -> latest().equals(expected));
  }

  synchronized void awaitUntil(Predicate<List<Change>> done) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    try {
      while (!done.test(seen)) {
        long leftMs = (deadline - System.nanoTime()) / 1_000_000;
        if (leftMs <= 0) {
          throw new AssertionError("in vain; seen so far: " + seen);
        }
        wait(leftMs);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** Two changes were told at once. */
  boolean overlapped() {
    return overlapped.get();
  }

  /** True if no document's changes were told against the order in which they happened. */
  synchronized boolean inOrder() {
    Map<String, Long> generations = new HashMap<>();
    for (Change change : seen) {
      if (change.rev() != null) {
        long generation = Long.parseLong(change.rev().substring(0, change.rev().indexOf('-')));
        if (generations.merge(change.id(), generation, Math::max) > generation) {
          return false;
        }
      }
    }
    return true;
  }
}
