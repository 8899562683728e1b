package dev.salus.sdk.connection;

import dev.salus.api.Forbidden;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a connection that works with the keys of a data owner: it is there exactly if the
 * connection was made with a key ring.
 *
 * @param <T> the part
 */
public final class NeedsKeys<T> {

  private final @Nullable T part;

  private NeedsKeys(@Nullable T part) {
    this.part = part;
  }

  /** The part, or that there is none. */
  public static <T> NeedsKeys<T> of(Optional<T> part) {
    return new NeedsKeys<>(part.orElse(null));
  }

  /** A part that is made of this one, once and now, if there is one. */
  public <R> NeedsKeys<R> map(Function<T, R> make) {
    return new NeedsKeys<>(part == null ? null : make.apply(part));
  }

  /** Whether the connection has keys. */
  public boolean isThere() {
    return part != null;
  }

  /** The part; fails with {@link Forbidden} if the connection was made without a key ring. */
  public Future<T> get() {
    return part == null ? Future.failedFuture(keyless()) : Future.succeededFuture(part);
  }

  /**
   * The part.
   *
   * @throws Forbidden if the connection was made without a key ring
   */
  public T orThrow() {
    if (part == null) {
      throw keyless();
    }
    return part;
  }

  private static Forbidden keyless() {
    return new Forbidden("this needs a key ring; the connection was made without one");
  }
}
