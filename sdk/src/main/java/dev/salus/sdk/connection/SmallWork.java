package dev.salus.sdk.connection;

import dev.salus.protocol.Entity;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/**
 * Work of some microseconds, such as opening the content of a usual record: done at once, where its
 * result is wanted. To have a worker do it would take longer than the work. What is large goes to a
 * worker, and so does reading what a server sends.
 */
public final class SmallWork {

  /** Characters of ciphertext: opening as many takes a tenth of a millisecond. */
  private static final int CONTENT_CHARS = 16 * 1024;

  /** What grants there are is up to others, too. */
  private static final int GRANTS = 16;

  private SmallWork() {}

  /** Works on an entity that was read. What it throws fails the future. */
  public static <T> Future<T> on(Vertx vertx, Entity entity, Callable<T> work) {
    if (!isSmall(entity)) {
      return vertx.executeBlocking(work, false);
    }
    try {
      return Future.succeededFuture(work.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  private static boolean isSmall(Entity entity) {
    return entity.content().length() <= CONTENT_CHARS && entity.grants().size() <= GRANTS;
  }
}
