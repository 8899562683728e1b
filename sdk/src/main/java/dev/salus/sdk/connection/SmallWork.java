package dev.salus.sdk.connection;

import dev.salus.protocol.Entity;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Work of some microseconds, such as reading and opening a usual record: done at once, where its
 * result is wanted. To have a worker do it would take as long as the work. What is large goes to a
 * worker; unless this is one: of many records some go to a worker together.
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

  /** Values in what a server sent: as many are read strictly in a tenth of a millisecond. */
  private static final int VALUES = 200;

  private SmallWork() {}

  /** Reads what a server sent. What it throws fails the future. */
  public static <T> Future<T> reading(Vertx vertx, JsonObject sent, Callable<T> work) {
    return on(vertx, isSmall(sent), work);
  }

  /** Whether to write or to read this JSON value takes a tenth of a millisecond at most. */
  public static boolean isSmall(Object json) {
    return new Room(CONTENT_CHARS, VALUES).isEnoughFor(json);
  }

  /** Whether to open and to seal again what is in an entity takes well under a millisecond. */
  public static boolean isSmall(Entity entity) {
    return isSmall(entity.content(), entity.grants().size(), GRANTS);
  }

  /** Works on an entity that was read. What it throws fails the future. */
  public static <T> Future<T> on(Vertx vertx, Entity entity, Callable<T> work) {
    return on(vertx, isSmall(entity), work);
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

  /** At once if it is small, else on a worker. What it throws fails the future. */
  public static <T> Future<T> on(Vertx vertx, boolean small, Callable<T> work) {
    return small || Context.isOnWorkerThread() ? now(work) : vertx.executeBlocking(work, false);
  }

  private static boolean isSmall(String content, int grants, int mostGrants) {
    return content.length() <= CONTENT_CHARS && grants <= mostGrants;
  }

  /** What is left for values; to look at something stops where nothing is. */
  private static final class Room {
    private int chars;
    private int values;

    private Room(int chars, int values) {
      this.chars = chars;
      this.values = values;
    }

    private boolean isEnoughFor(@Nullable Object value) {
      values--;
      if (value instanceof String text) {
        chars -= text.length();
      }
      if (values < 0 || chars < 0) {
        return false;
      }
      return isEnoughForAll(parts(value));
    }

    /** What a value is made of, in the form in which it was put into the JSON, or was parsed. */
    private static Iterable<?> parts(@Nullable Object value) {
      if (value instanceof JsonObject object) {
        return object.getMap().values();
      }
      if (value instanceof JsonArray array) {
        return array.getList();
      }
      if (value instanceof Map<?, ?> map) {
        return map.values();
      }
      return value instanceof List<?> list ? list : List.of();
    }

    private boolean isEnoughForAll(Iterable<?> all) {
      for (Object each : all) {
        if (!isEnoughFor(each)) {
          return false;
        }
      }
      return true;
    }
  }
}
