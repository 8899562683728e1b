package dev.salus.core.rules;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.protocol.Entity;

/** Who may delete an entity (protocol §5): its author, and administrators. */
public final class DeletionRules {

  private DeletionRules() {}

  /**
   * Refuses whoever may not delete the entity at this revision.
   *
   * @throws NotFound if the caller may not see it
   * @throws Forbidden if it is neither the author nor an administrator
   * @throws Conflict if the revision is not the stored one
   */
  public static void require(Caller caller, Entity stored, String rev) {
    Visibility.require(caller, stored.delegations());
    if (!caller.isAdmin() && !caller.actsFor(stored.header().author())) {
      throw new Forbidden("only the author may delete this");
    }
    Refusals.requireRev(stored, rev);
  }
}
