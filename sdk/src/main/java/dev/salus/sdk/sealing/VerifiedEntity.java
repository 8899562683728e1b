package dev.salus.sdk.sealing;

import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.Entity;
import dev.salus.protocol.Grant;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.error.UntrustedKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entity whose grants and history were checked; its content may still be closed, or doubtful.
 *
 * @param entity as it travelled
 * @param graph of the grants that hold
 * @param leftOut the grants that do not
 * @param doubt why its content is not to be taken for what its writer wrote: {@link
 *     dev.salus.sdk.error.UntrustedKey}, {@link dev.salus.sdk.error.RetiredKey}, or what is wrong
 *     with the grants that would show the writer's right; null if it is genuine
 */
public record VerifiedEntity(
    Entity entity,
    DelegationGraph graph,
    List<LeftOutGrant> leftOut,
    @Nullable ClientException doubt) {

  /** Copies the list. */
  public VerifiedEntity {
    leftOut = List.copyOf(leftOut);
  }

  /** An entity by whoever has just sealed it, who believes all grants that it keeps. */
  static VerifiedEntity sealed(Entity entity, DelegationGraph graph, List<LeftOutGrant> leftOut) {
    return new VerifiedEntity(entity, graph, leftOut, null);
  }

  /** The same at another revision with one more grant, which is believed. */
  public VerifiedEntity withGrant(Grant grant, String rev) {
    List<Grant> grants = new ArrayList<>(entity.grants());
    grants.add(grant);
    return new VerifiedEntity(
        entity.withGrants(grants).withRev(rev), graph.with(grant), leftOut, doubt);
  }

  /**
   * Why a reader whom it is meant to be open to holds nothing that counts; null if that is not
   * because of a grant that was left out.
   */
  @Nullable ClientException whyNothingIsHeld(String reader) {
    boolean hangsOnOthers =
        graph.heldBy(reader).isEmpty() && entity.delegations().isVisibleTo(reader);
    return leftOut.stream()
        .filter(each -> hangsOnOthers || each.isTo(reader) || each.grant().by().equals(reader))
        .map(LeftOutGrant::reason)
        .min(Comparator.comparing(reason -> !(reason instanceof UntrustedKey)))
        .orElse(null);
  }
}
