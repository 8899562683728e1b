package dev.salus.sdk.entity.result;

import org.jspecify.annotations.Nullable;

/** What became of one item of a batch; the others are not affected by it. */
public sealed interface BatchResult<T> {

  /**
   * It is done.
   *
   * @param value the item as it is now
   */
  record Done<T>(T value) implements BatchResult<T> {}

  /**
   * It is not, and nothing was stored for it; after {@link dev.salus.api.Unavailable} that is not
   * known of an item that has an id: with that id it may be handed in again.
   *
   * @param id the item's id, null if it had none yet
   * @param error why
   */
  record Failed<T>(@Nullable String id, Throwable error) implements BatchResult<T> {}

  /**
   * The item as it is now.
   *
   * @throws RuntimeException the error, if it failed
   */
  default T orThrow() {
    if (this instanceof Failed<T> failed) {
      throw failed.error() instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException(failed.error());
    }
    return ((Done<T>) this).value();
  }
}
