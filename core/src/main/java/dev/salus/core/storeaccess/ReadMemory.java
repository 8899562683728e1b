package dev.salus.core.storeaccess;

import dev.salus.api.Unavailable;
import dev.salus.core.fair.FairQueue;
import dev.salus.storage.ReadBound;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How much of the heap large documents take that are being read, all verticles of a process
 * together. What is small is read without asking; whoever comes upon more waits for its turn, in
 * turns by data owner, so that any number of readers of what is large take no more memory than a
 * few, and one who brings many of them waits for itself. Thread-safe.
 */
public final class ReadMemory implements Shareable {

  /**
   * How much memory a byte of a document takes: as it comes, as characters, as texts, and again in
   * what is made of it.
   */
  static final int MEMORY_PER_BYTE = 6;

  /** The most that wait, and for one data owner. */
  static final int WAITING = 1_000;

  /** Who has waited for longer is told to come again. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String SHARED = "dev.salus.core.storeaccess";
  private static final long MEBIBYTE = 1 << 20;
  private static final int PART_OF_HEAP = 4;
  private static final int CHECKS_OF_HEAP = 16;
  private static final int DOCUMENTS_OF_HEAP = 8_192;
  private static final int LISTS_OF_HEAP = 256;
  private static final int ANSWERS_OF_HEAP = 64;
  private static final long RETRY_AFTER_MS = 1_000;

  private final Vertx vertx;
  private final Duration patience;
  private final long limit;
  private final ReadBound small;
  private final ReadBound few;
  private final ReadBound large;
  private final FairQueue<Waiting> queue = new FairQueue<>(WAITING, WAITING);
  private Optional<Waiting> next = Optional.empty();
  private long taken;

  private record Waiting(long bytes, CompletableFuture<Void> turn) {}

  ReadMemory(Vertx vertx, long heap) {
    this(vertx, heap, Math.max(16 * MEBIBYTE, heap / PART_OF_HEAP), PATIENCE);
  }

  ReadMemory(Vertx vertx, long heap, long limit, Duration patience) {
    this.vertx = vertx;
    this.patience = patience;
    this.limit = limit;
    this.small =
        ReadBound.strictly(Math.max(16 << 10, Math.min(64 << 10, heap / DOCUMENTS_OF_HEAP)));
    this.few =
        ReadBound.strictly(Math.max(MEBIBYTE / 2, Math.min(4 * MEBIBYTE, heap / LISTS_OF_HEAP)));
    this.large =
        ReadBound.about(Math.max(MEBIBYTE, Math.min(ListPages.MOST_BYTES, heap / ANSWERS_OF_HEAP)));
  }

  /**
   * The one that all verticles on a {@link Vertx} share: a quarter of the heap, 16 MiB at least.
   */
  public static ReadMemory of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, ReadMemory>getLocalMap(SHARED)
        .computeIfAbsent("reads", name -> new ReadMemory(vertx, Runtime.getRuntime().maxMemory()));
  }

  /**
   * Another one, a sixteenth of the heap, 8 MiB at least, for what is read to check something that
   * is asked for: key cards, and who the parties of exchange records are. Its own, since whoever
   * has something checked may hold a turn of {@link #of} meanwhile, which may be the only one: who
   * holds a turn of this one waits for no other turn.
   */
  public static ReadMemory ofChecks(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, ReadMemory>getLocalMap(SHARED)
        .computeIfAbsent("checks", name -> forChecks(vertx, Runtime.getRuntime().maxMemory()));
  }

  private static ReadMemory forChecks(Vertx vertx, long heap) {
    return new ReadMemory(vertx, heap, Math.max(8 * MEBIBYTE, heap / CHECKS_OF_HEAP), PATIENCE);
  }

  /**
   * What is read of one document without a turn: 64 KiB, or less of a small heap, 16 KiB at least.
   */
  public ReadBound small() {
    return small;
  }

  /**
   * What is read of several documents at first, in a turn of which there are ten at a time: a 256th
   * of the heap, 512 KiB at least and 4 MiB at most.
   */
  public ReadBound few() {
    return few;
  }

  /**
   * What is read in one of the turns for what is large: as much as an answer has, a 64th of the
   * heap if that is less, or one document that is larger.
   */
  public ReadBound large() {
    return large;
  }

  /**
   * Reads, and does what is to be done with what was read, in a turn.
   *
   * @param owner in whose turn
   * @param bound how much is read
   * @param reading its future ends when what was read is not needed any more
   * @return what it gives, on the caller's context; {@link Unavailable} if too many wait
   */
  public <T extends @Nullable Object> Future<T> during(
      String owner, ReadBound bound, Supplier<Future<T>> reading) {
    long bytes = bound.oneAtLeast() ? ListPages.MOST_BYTES : bound.bytes();
    long memory = Math.min(limit, bytes * MEMORY_PER_BYTE);
    return turn(owner, memory)
        .compose(
            mine ->
                Future.succeededFuture()
                    .compose(start -> reading.get())
                    .onComplete(done -> release(memory)));
  }

  private Future<Void> turn(String owner, long memory) {
    Context context = vertx.getOrCreateContext();
    Waiting waiting = new Waiting(memory, new CompletableFuture<>());
    synchronized (this) {
      if (next.isEmpty() && taken + memory <= limit) {
        taken += memory;
        return Future.succeededFuture();
      }
    }
    long timer = vertx.setTimer(patience.toMillis(), late -> refuse(waiting));
    waiting.turn.whenComplete((in, refused) -> vertx.cancelTimer(timer));
    queue.add(owner, owner, waiting).ifPresent(ReadMemory::refuse);
    letNextIn();
    return Future.fromCompletionStage(waiting.turn, context);
  }

  private void release(long memory) {
    synchronized (this) {
      taken -= memory;
    }
    letNextIn();
  }

  private void letNextIn() {
    nextTold().forEach(Runnable::run);
  }

  /** Tells those whose turn it is now; not those who were told before that it takes too long. */
  private synchronized List<Runnable> nextTold() {
    List<Runnable> told = new ArrayList<>();
    for (next = next.or(queue::poll); next.isPresent(); next = queue.poll()) {
      Waiting first = next.get();
      if (first.turn.isDone()) {
        continue;
      }
      if (taken + first.bytes > limit) {
        return told;
      }
      taken += first.bytes;
      told.add(() -> letIn(first));
    }
    return told;
  }

  private void letIn(Waiting first) {
    if (!first.turn.complete(null)) {
      release(first.bytes);
    }
  }

  private static void refuse(Waiting waiting) {
    waiting.turn.completeExceptionally(new Unavailable("too much is being read", RETRY_AFTER_MS));
  }
}
