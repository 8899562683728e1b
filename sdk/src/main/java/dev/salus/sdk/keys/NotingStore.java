package dev.salus.sdk.keys;

import io.vertx.core.Future;
import java.util.Collection;

/**
 * A store that can keep what was seen of a few entities without writing the ring: of a ring that
 * remembers many, that is a hundredth of the cost.
 */
interface NotingStore {

  /**
   * Completes once what the ring remembers of these entities survives a crash: a ring that is
   * loaded later knows it. Other notes and a save of the same ring may be under way.
   */
  Future<Void> note(KeyRing keyRing, Collection<String> entityIds);
}
