package dev.salus.gateway.connection;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Has connections that bring request upon request take turns, a few milliseconds at a time, so that
 * their event loop gets to everybody else in between: whoever asks once waits for one turn, not for
 * all that others have sent. For one event loop only.
 */
final class Turns {

  /** How long turns are taken before others are looked after; at least one is. */
  private static final long TAKEN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** A task that is due at once would run before the loop looks at its channels. */
  private static final long PAUSE_MS = 1;

  private final LongSupplier nanoTime;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean scheduled;

  Turns(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Runs this on the loop when it is its turn. */
  void await(EventExecutor loop, Runnable turn) {
    waiting.add(turn);
    if (!scheduled) {
      schedule(loop);
    }
  }

  // Nobody waits for a turn to be over; what it fails with is its own matter.
  @SuppressWarnings("FutureReturnValueIgnored")
  private void schedule(EventExecutor loop) {
    scheduled = true;
    loop.schedule(() -> run(loop), PAUSE_MS, TimeUnit.MILLISECONDS);
  }

  private void run(EventExecutor loop) {
    long begun = nanoTime.getAsLong();
    try {
      do {
        waiting.remove().run();
      } while (!waiting.isEmpty() && nanoTime.getAsLong() - begun < TAKEN_NANOS);
    } finally {
      scheduled = false;
      if (!waiting.isEmpty()) {
        schedule(loop);
      }
    }
  }
}
