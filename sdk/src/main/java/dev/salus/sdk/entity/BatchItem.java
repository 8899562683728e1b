package dev.salus.sdk.entity;

import dev.salus.sdk.sealing.OpenedEntity;
import org.jspecify.annotations.Nullable;

/** An item of a batch on its way. */
sealed interface BatchItem {

  /**
   * It can be sent.
   *
   * @param entity as it will be stored
   */
  record Sealed(OpenedEntity entity) implements BatchItem {
    String id() {
      return entity.entity().header().id();
    }
  }

  /**
   * It was stored before, and only the answer was lost.
   *
   * @param entity as it is stored
   */
  record Stored(OpenedEntity entity) implements BatchItem {}

  /**
   * It has failed already.
   *
   * @param id null if it has none yet
   * @param error why
   */
  record Failed(@Nullable String id, Throwable error) implements BatchItem {}
}
