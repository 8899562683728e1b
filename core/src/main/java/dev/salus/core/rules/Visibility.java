package dev.salus.core.rules;

import dev.salus.api.Caller;
import dev.salus.api.NotFound;
import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.Entity;

/**
 * Who may know that an entity exists: its delegates that were given content or link, and
 * administrators (protocol §5). Being the delegator of somebody gives nothing.
 */
public final class Visibility {

  private Visibility() {}

  /** Whether the caller may see the entity. */
  public static boolean canSee(Caller caller, Entity entity) {
    return canSee(caller, entity.delegations());
  }

  /**
   * Refuses whoever may not see the entity.
   *
   * @throws NotFound as if there were none
   */
  static void require(Caller caller, DelegationGraph graph) {
    if (!canSee(caller, graph)) {
      throw notFound();
    }
  }

  /** The one answer to whatever does not exist or may not be known of. */
  public static NotFound notFound() {
    return new NotFound("there is no such entity, or it is not shared with you");
  }

  private static boolean canSee(Caller caller, DelegationGraph graph) {
    String dataOwner = caller.dataOwner();
    return caller.isAdmin() || (dataOwner != null && graph.isVisibleTo(dataOwner));
  }
}
