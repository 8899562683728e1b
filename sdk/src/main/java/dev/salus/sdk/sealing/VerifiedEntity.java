package dev.salus.sdk.sealing;

import dev.salus.api.Conflict;
import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.Entity;
import dev.salus.protocol.Grant;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.trust.CardDirectory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entity whose grants and history were checked; its content may still be closed, or doubtful.
 *
 * @param entity as it travelled
 * @param graph of the grants that hold
 * @param leftOut the grants that do not
 * @param signers whose cards it was verified by, with the {@link KeyRing#trustEpoch(String)} of
 *     each at that time
 * @param doubt why its content is not to be taken for what its writer wrote: {@link
 *     dev.salus.sdk.error.UntrustedKey}, {@link dev.salus.sdk.error.RetiredKey}, or what is wrong
 *     with the grants that would show the writer's right; null if it is genuine
 */
public record VerifiedEntity(
    Entity entity,
    DelegationGraph graph,
    List<LeftOutGrant> leftOut,
    Map<String, Long> signers,
    @Nullable ClientException doubt) {

  /** Copies the list and the map. */
  public VerifiedEntity {
    leftOut = List.copyOf(leftOut);
    signers = Map.copyOf(signers);
  }

  /** An entity by whoever has just sealed it, who believes all grants that it keeps. */
  static VerifiedEntity sealed(
      Entity entity, DelegationGraph graph, List<LeftOutGrant> leftOut, Map<String, Long> signers) {
    return new VerifiedEntity(entity, graph, leftOut, signers, null);
  }

  /**
   * Whether nothing was decided about the cards of its signers since it was verified: what comes of
   * it at the end of a call, or is signed, asks this then.
   */
  boolean isStill(KeyRing ring) {
    return isStill(signers, ring);
  }

  /** The same, of these signers. */
  static boolean isStill(Map<String, Long> signers, KeyRing ring) {
    return signers.entrySet().stream()
        .allMatch(each -> ring.trustEpoch(each.getKey()) == each.getValue());
  }

  /**
   * Itself, for what was just signed over it.
   *
   * @throws Conflict if not {@link #isStill}, or if the ring has seen a later version since, which
   *     may have locked somebody out: an answer that a server held back does not bring that back
   */
  VerifiedEntity requireStill(KeyRing ring) {
    if (!isStill(ring)) {
      throw CardDirectory.trustChanged();
    }
    if (SeenCheck.isOvertaken(entity, ring)) {
      String id = entity.header().id();
      throw new Conflict(
          "entity " + id + " has changed meanwhile; read it again and repeat the change", null);
    }
    return this;
  }

  /** The same at another revision. */
  VerifiedEntity withRev(String rev) {
    return new VerifiedEntity(entity.withRev(rev), graph, leftOut, signers, doubt);
  }

  /** The same at another revision with one more grant, which is believed. */
  public VerifiedEntity withGrant(Grant grant, String rev) {
    List<Grant> grants = new ArrayList<>(entity.grants());
    grants.add(grant);
    return new VerifiedEntity(
        entity.withGrants(grants).withRev(rev), graph.with(grant), leftOut, signers, doubt);
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
