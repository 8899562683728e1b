package dev.salus.core.rules;

import static dev.salus.core.rules.Refusals.require;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Permission;
import java.util.Set;

/** Who may write which content (protocol §4): holders of WRITE, and nothing but the content. */
public final class ContentRules {

  private ContentRules() {}

  /**
   * Decides on a content write.
   *
   * @param proposed with the revision that was read
   * @param now milliseconds since the epoch
   * @throws NotFound if the caller may not see the entity
   * @throws Forbidden if it holds no WRITE delegation
   * @throws Conflict if the revision is not the stored one
   * @throws Invalid naming the field that changed and must not, or changed wrongly
   */
  public static Verdict decide(Caller caller, Entity stored, Entity proposed, long now) {
    String rev = proposed.rev();
    if (rev == null) {
      throw Refusals.invalid("rev", "is missing; must be the revision that was read");
    }
    DelegationGraph graph = stored.delegations();
    Visibility.require(caller, graph);
    String writer = requireWriter(caller, graph);
    if (Repetition.isWhole(proposed, stored)) {
      return new Verdict.Repeated(stored);
    }
    Refusals.requireRev(stored, rev);
    requireOnlyContent(stored.header(), proposed.header());
    HeaderRules.requireNextVersion(stored.header(), proposed.header(), writer, now);
    HeaderRules.requireBounded(proposed.header());
    requireWrittenUnder(graph, proposed.header(), writer);
    require(
        GrantComparison.same(stored.grants(), proposed.grants()),
        "grants",
        "must be as they are stored");
    Entity next = proposed.withGrants(stored.grants());
    SizeRules.requireBounded(stored, next, "tags");
    return new Verdict.Accepted(next, VerificationBuilder.by(writer).entity(next).toVerification());
  }

  /** The caller's data owner, if it holds WRITE. */
  static String requireWriter(Caller caller, DelegationGraph graph) {
    String writer = caller.requireDataOwner();
    if (graph.permissionOf(writer).filter(Permission.WRITE::equals).isEmpty()) {
      throw new Forbidden("this needs a WRITE delegation");
    }
    return writer;
  }

  /** Refuses a {@code writtenUnder} that is not the writer's own WRITE delegation. */
  static void requireWrittenUnder(DelegationGraph graph, EntityHeader proposed, String writer) {
    require(
        graph
            .held(proposed.writtenUnder())
            .map(DelegationGraph.Held::delegation)
            .filter(delegation -> delegation.delegate().equals(writer))
            .filter(delegation -> delegation.permission() == Permission.WRITE)
            .isPresent(),
        "writtenUnder",
        "must be the caller's own WRITE delegation");
  }

  private static void requireOnlyContent(EntityHeader stored, EntityHeader proposed) {
    HeaderRules.requireImmutable(stored, proposed);
    HeaderRules.requireSame(stored, proposed, "keyGeneration", EntityHeader::keyGeneration);
    HeaderRules.requireSame(stored, proposed, "keyCommitment", EntityHeader::keyCommitment);
    HeaderRules.requireSame(stored, proposed, "revoked", header -> Set.copyOf(header.revoked()));
  }
}
