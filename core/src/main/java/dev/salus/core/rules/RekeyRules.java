package dev.salus.core.rules;

import static dev.salus.core.rules.Refusals.require;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Revocation;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may lock whom out with a new key (protocol §8): a holder of WRITE who is the author, or holds
 * an ancestor of every delegation to those who go. Who locks nobody out makes a new key only.
 */
public final class RekeyRules {

  private static final String REVOKED = "revoked";

  private RekeyRules() {}

  /**
   * Decides on a re-key.
   *
   * @param rev the revision that the caller read
   * @param former data owners who held a delegation once and hold none now
   * @param now milliseconds since the epoch
   * @throws NotFound if the caller may not see the entity
   * @throws Forbidden if it holds no WRITE delegation, or may not revoke one of those who go
   * @throws Conflict if the revision is not the stored one
   * @throws Invalid naming the entity's field that is not as it must be
   */
  public static Verdict decide(
      Caller caller,
      Entity stored,
      String rev,
      Entity proposed,
      Collection<String> former,
      long now) {
    DelegationGraph graph = stored.delegations();
    Visibility.require(caller, graph);
    String revoker = ContentRules.requireWriter(caller, graph);
    if (Repetition.isWhole(proposed, stored)) {
      return new Verdict.Repeated(stored);
    }
    Set<String> going = going(stored.header(), proposed.header());
    requireEntitled(graph, stored.header().author(), revoker, going);
    Refusals.requireRev(stored, rev);
    requireHeader(stored.header(), proposed.header(), revoker, now);
    requireRevoked(stored.header(), proposed.header(), going);
    requireRoom(proposed.header());
    List<Grant> expected = expected(graph, going);
    require(
        GrantComparison.same(expected, proposed.grants(), Rewrapping::withoutWrap),
        "grants",
        "must be as they are stored, without what goes");
    ContentRules.requireWrittenUnder(proposed.delegations(), proposed.header(), revoker);
    requireOnceHeld(stored, going, former);
    VerificationBuilder evidence = VerificationBuilder.by(revoker).entity(proposed);
    Rewrapping.require(stored, proposed, revoker, evidence);
    return new Verdict.Accepted(proposed.withRev(rev), evidence.toVerification());
  }

  /** Who is named in {@code revoked} that was not before. */
  private static Set<String> going(EntityHeader stored, EntityHeader proposed) {
    Set<Revocation> added = new HashSet<>(proposed.revoked());
    stored.revoked().forEach(added::remove);
    return added.stream().map(Revocation::delegate).collect(Collectors.toSet());
  }

  private static void requireEntitled(
      DelegationGraph graph, String author, String revoker, Set<String> going) {
    if (going.contains(author)) {
      throw new Forbidden("the author's access is never revoked");
    }
    boolean entitled =
        revoker.equals(author)
            || going.stream()
                .flatMap(delegate -> graph.heldBy(delegate).stream())
                .allMatch(held -> RemovalRules.holdsAncestor(graph, held.exchangeId(), revoker));
    if (!entitled) {
      throw new Forbidden(
          "others gave access too: only the author can revoke it; remove what you gave, or make a"
              + " copy");
    }
  }

  private static void requireHeader(
      EntityHeader stored, EntityHeader proposed, String revoker, long now) {
    HeaderRules.requireImmutable(stored, proposed);
    HeaderRules.requireSame(stored, proposed, "tags", header -> Set.copyOf(header.tags()));
    HeaderRules.requireNextVersion(stored, proposed, revoker, now);
    require(
        proposed.keyGeneration() == stored.keyGeneration() + 1,
        "keyGeneration",
        "must be one higher than what is stored");
    require(
        !proposed.keyCommitment().equals(stored.keyCommitment()),
        "keyCommitment",
        "must be that of a new key");
  }

  private static void requireRevoked(
      EntityHeader stored, EntityHeader proposed, Set<String> going) {
    Set<Revocation> expected = new HashSet<>(stored.revoked());
    going.forEach(delegate -> expected.add(new Revocation(delegate, proposed.keyGeneration())));
    require(
        expected.equals(Set.copyOf(proposed.revoked())),
        REVOKED,
        "must be as it is stored and name, at the new generation, who goes");
  }

  /** What others may fill up leaves the author room to lock them out. */
  private static void requireRoom(EntityHeader proposed) {
    boolean byAuthor = proposed.modifiedBy().equals(proposed.author());
    int most = byAuthor ? Limits.REVOKED : Limits.REVOKED_BY_OTHERS;
    require(
        proposed.revoked().size() <= most,
        REVOKED,
        "has at most "
            + Limits.REVOKED
            + " entries, of which others than the author make "
            + Limits.REVOKED_BY_OTHERS
            + ": make a copy of the entity");
  }

  private static void requireOnceHeld(Entity stored, Set<String> going, Collection<String> former) {
    Set<String> unknown = new HashSet<>(going);
    former.forEach(unknown::remove);
    stored.grants().stream()
        .flatMap(grant -> grant.delegations().values().stream())
        .forEach(delegation -> unknown.remove(delegation.delegate()));
    require(unknown.isEmpty(), REVOKED, "must name nobody who never held a delegation");
  }

  /** The stored grants without those who go and what hung on them; empty ones are dropped. */
  private static List<Grant> expected(DelegationGraph graph, Set<String> going) {
    List<String> removed =
        going.stream()
            .flatMap(delegate -> graph.heldBy(delegate).stream())
            .map(Held::exchangeId)
            .toList();
    return graph.without(removed).stream().filter(grant -> !grant.delegations().isEmpty()).toList();
  }
}
