package dev.salus.core.rules;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Grant;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may remove which delegation (protocol §5): the author, who holds an ancestor of it, and its
 * own delegate, who leaves. What nothing carries then goes with it.
 */
public final class RemovalRules {

  private RemovalRules() {}

  /**
   * Decides on a removal.
   *
   * @param rev the revision that the caller read
   * @return the entity without the delegation and what hung on it, at the stored revision
   * @throws NotFound if the caller may not see the entity, or it has no such delegation
   * @throws Forbidden if the caller may not remove it, or it is the author's own
   * @throws Conflict if the revision is not the stored one
   */
  public static Entity decide(Caller caller, Entity stored, String exchangeId, String rev) {
    DelegationGraph graph = stored.delegations();
    Visibility.require(caller, graph);
    String remover = caller.requireDataOwner();
    Held held =
        graph
            .held(exchangeId)
            .orElseThrow(() -> new NotFound("this entity has no such delegation"));
    if (graph.isAuthorsOwn(held)) {
      throw new Forbidden("the author's own delegation is never removed");
    }
    if (!mayRemove(graph, held, stored.header().author(), remover)) {
      throw new Forbidden("only the author, who passed it on, and the delegate may remove this");
    }
    Refusals.requireRev(stored, rev);
    return withoutSpentGrants(stored.withGrants(graph.without(List.of(exchangeId))));
  }

  private static boolean mayRemove(
      DelegationGraph graph, Held held, String author, String remover) {
    return remover.equals(author)
        || remover.equals(held.delegation().delegate())
        || holdsAncestor(graph, held.exchangeId(), remover);
  }

  /** Whether the data owner holds a delegation that this one hangs on. */
  static boolean holdsAncestor(DelegationGraph graph, String exchangeId, String dataOwner) {
    return graph.ancestorsOf(exchangeId).stream()
        .flatMap(ancestor -> graph.held(ancestor).stream())
        .anyMatch(ancestor -> ancestor.delegation().delegate().equals(dataOwner));
  }

  /**
   * Drops the grants that have nothing left and are no evidence that the last writer might write
   * (protocol §5). Else giving and leaving, again and again, would fill an entity up.
   */
  private static Entity withoutSpentGrants(Entity entity) {
    List<Grant> left =
        entity.grants().stream().filter(grant -> !grant.delegations().isEmpty()).toList();
    Entity kept = entity.withGrants(left);
    return hasWritersEvidence(kept) ? kept : withNeededGrants(entity);
  }

  private static Entity withNeededGrants(Entity entity) {
    Entity kept = entity;
    for (Grant grant : entity.grants()) {
      if (grant.delegations().isEmpty()) {
        List<Grant> fewer = new ArrayList<>(kept.grants());
        fewer.remove(grant);
        Entity without = kept.withGrants(fewer);
        kept = hasWritersEvidence(without) ? without : kept;
      }
    }
    return kept;
  }

  private static boolean hasWritersEvidence(Entity entity) {
    EntityHeader header = entity.header();
    return entity.delegations().isEvidenceOfWriting(header.writtenUnder(), header.modifiedBy());
  }
}
