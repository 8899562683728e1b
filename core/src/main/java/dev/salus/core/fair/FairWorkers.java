package dev.salus.core.fair;

import dev.salus.api.Caller;
import dev.salus.api.TooManyRequests;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Workers of their own for what is checked of requests: reading them strictly and verifying
 * signatures. Fewer than there are processors, so that event loops keep one. What waits is taken in
 * turns by data owner ({@link FairQueue}); long work comes in steps, each of which waits for a turn
 * of its own. So nobody waits for more than a step of everybody else's. One object for all
 * verticles of a process. Thread-safe; futures complete on the caller's context.
 */
public final class FairWorkers {

  /** The most steps that wait; beyond it whoever has most gives up its last. */
  static final int WAITING = 20_000;

  /** The most steps of one data owner that wait. */
  static final int WAITING_OF_ONE = 10_000;

  private static final String POOL = "salus-checks";
  private static final long RETRY_AFTER_MS = 1_000;

  private final Vertx vertx;
  private final WorkerExecutor workers;
  private final FairQueue<WaitingWork<?>> queue;

  FairWorkers(Vertx vertx, int workers, FairQueue<WaitingWork<?>> queue) {
    this.vertx = vertx;
    this.workers = vertx.createSharedWorkerExecutor(POOL, workers);
    this.queue = queue;
  }

  /** As many workers as there are processors but one, and one at least. */
  public static FairWorkers open(Vertx vertx) {
    int processors = Runtime.getRuntime().availableProcessors();
    return open(vertx, Math.max(1, processors - 1));
  }

  /** This many workers. */
  public static FairWorkers open(Vertx vertx, int workers) {
    return new FairWorkers(vertx, workers, new FairQueue<>(WAITING, WAITING_OF_ONE));
  }

  /** In whose turn work for this caller is done. */
  public static String turnOf(Caller caller) {
    return caller.dataOwner() == null ? caller.user() : caller.dataOwner();
  }

  /**
   * Runs a piece of work, of a few milliseconds at most, when its turn comes.
   *
   * @param owner in whose turn
   * @return what it gives, or its failure; {@link TooManyRequests} if too much waits
   */
  public <T> Future<T> run(String owner, Callable<T> work) {
    Context context = vertx.getOrCreateContext();
    WaitingWork<T> waiting = WaitingWork.of(work);
    Optional<WaitingWork<?>> turnedAway = queue.add(owner, owner, waiting);
    turnedAway.ifPresent(one -> one.refuse(full()));
    if (turnedAway.filter(waiting::equals).isEmpty()) {
      workers.<Void>executeBlocking(this::runNext, false).onFailure(waiting::refuse);
    }
    return Future.fromCompletionStage(waiting.result(), context);
  }

  /**
   * Runs a step, of a few milliseconds at most, again and again, each time in a turn of its own.
   *
   * @param owner in whose turns
   * @param step says whether there is more to do
   */
  public Future<Void> runSteps(String owner, Callable<Boolean> step) {
    return run(owner, step)
        .compose(more -> more ? runSteps(owner, step) : Future.succeededFuture());
  }

  /** Stops the workers; what waits is not done any more. */
  public Future<Void> close() {
    return workers.close();
  }

  /** There is a call of this for each that waits; whoever comes first takes whose turn it is. */
  private Void runNext() {
    queue.poll().ifPresent(WaitingWork::run);
    return null;
  }

  private static TooManyRequests full() {
    return new TooManyRequests("too much of this data owner waits to be checked", RETRY_AFTER_MS);
  }
}
