package dev.salus.storage;

import io.vertx.core.Future;

/** A running subscription to a collection's changes. */
public interface ChangeSubscription {
  /** Ends it. When the future completes no further change is delivered; idempotent, never fails. */
  Future<Void> close();
}
