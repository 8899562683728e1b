package dev.salus.app.docs;

import io.vertx.core.Future;

/** Whoever sits before an application of the examples. */
@FunctionalInterface
interface PersonAtHand {

  /** Completes once the person has said yes, and fails after a no. */
  Future<Void> confirms(String question);
}
