package dev.salus.sdk.connection;

import dev.salus.protocol.Entity;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/**
 * Work of some microseconds, such as opening the content of a usual record: done at once, where its
 * result is wanted. To have a worker do it would take as long as the work. What is large goes to a
 * worker, and so does reading what a server sends; unless this is one: of many records some go to a
 * worker together.
 */
public final class SmallWork {

  /** How many records a worker gets together: a few milliseconds of work. */
  public static final int TOGETHER = 16;

  /** Characters of ciphertext: opening as many takes a tenth of a millisecond. */
  private static final int CONTENT_CHARS = 16 * 1024;

  /** What grants there are is up to others, too. */
  private static final int GRANTS = 16;

  /** Each takes as long as opening a usual record if its signature has to be verified. */
  private static final int GRANTS_TO_VERIFY = 4;

  private SmallWork() {}

  /** Works on an entity that was read. What it throws fails the future. */
  public static <T> Future<T> on(Vertx vertx, Entity entity, Callable<T> work) {
    return on(vertx, isSmall(entity.content(), entity.grants().size(), GRANTS), work);
  }

  /** Verifies the signatures of an entity that was read. What it throws fails the future. */
  public static <T> Future<T> verifying(Vertx vertx, Entity entity, Callable<T> work) {
    return on(vertx, isSmall(entity.content(), entity.grants().size(), GRANTS_TO_VERIFY), work);
  }

  /** What takes microseconds however large other things are, such as a signature. */
  public static <T> Future<T> now(Callable<T> work) {
    try {
      return Future.succeededFuture(work.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  /** On a worker: this one, if the caller is one. */
  public static <T> Future<T> onWorker(Vertx vertx, Callable<T> work) {
    return on(vertx, false, work);
  }

  private static <T> Future<T> on(Vertx vertx, boolean small, Callable<T> work) {
    return small || Context.isOnWorkerThread() ? now(work) : vertx.executeBlocking(work, false);
  }

  private static boolean isSmall(String content, int grants, int mostGrants) {
    return content.length() <= CONTENT_CHARS && grants <= mostGrants;
  }
}
