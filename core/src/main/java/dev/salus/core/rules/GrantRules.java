package dev.salus.core.rules;

import static dev.salus.core.rules.Refusals.require;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.protocol.Entity;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who may give which access (protocol §5): what one holds oneself, to whom one has not yet. */
public final class GrantRules {

  private static final String GRANT = "grant";

  private GrantRules() {}

  /**
   * Decides on adding a grant.
   *
   * @param rev the revision that the caller read
   * @param now milliseconds since the epoch
   * @throws NotFound if the caller may not see the entity
   * @throws Forbidden if it gives more than it holds, in all or by the parents it names
   * @throws Conflict if the revision is not the stored one
   * @throws Invalid naming the field, all of them under {@code grant}
   */
  public static Verdict decide(Caller caller, Entity stored, String rev, Grant grant, long now) {
    DelegationGraph graph = stored.delegations();
    Visibility.require(caller, graph);
    String by = requireGiver(caller, graph, grant);
    if (grant.by().equals(by) && Repetition.isGrant(grant, stored)) {
      return new Verdict.Repeated(stored);
    }
    Refusals.requireRev(stored, rev);
    NewGrant.require(grant, by, stored.header().keyGeneration(), now, GRANT);
    requireCarried(stored, graph, grant);
    requireNewDelegates(stored, grant);
    List<Grant> grants = new ArrayList<>(stored.grants());
    grants.add(grant);
    Entity next = stored.withGrants(grants);
    SizeRules.requireBounded(stored, next, GRANT);
    return new Verdict.Accepted(
        next, VerificationBuilder.by(by).grant(next, grant, GRANT).toVerification());
  }

  /** The caller's data owner, if the most it holds covers all that the grant gives. */
  private static String requireGiver(Caller caller, DelegationGraph graph, Grant grant) {
    String by = caller.requireDataOwner();
    Permission own =
        graph
            .permissionOf(by)
            .orElseThrow(() -> new Forbidden("only who holds a delegation can pass it on"));
    if (!grant.delegations().values().stream().map(Delegation::permission).allMatch(own::covers)) {
      throw exceeds();
    }
    return by;
  }

  private static void requireCarried(Entity stored, DelegationGraph graph, Grant grant) {
    if (grant.parents().isEmpty()) {
      require(
          grant.by().equals(stored.header().author()),
          GRANT + ".parents",
          "must be delegations to the caller; only the author needs none");
      return;
    }
    List<Permission> carrying = new ArrayList<>();
    for (String parent : grant.parents()) {
      Held held = graph.held(parent).orElse(null);
      if (held == null || !held.delegation().delegate().equals(grant.by())) {
        throw Refusals.invalid(GRANT + ".parents", "must be valid delegations to the caller");
      }
      carrying.add(held.delegation().permission());
    }
    for (Delegation delegation : grant.delegations().values()) {
      if (carrying.stream().noneMatch(each -> each.covers(delegation.permission()))) {
        throw exceeds();
      }
    }
  }

  private static void requireNewDelegates(Entity stored, Grant grant) {
    for (Map.Entry<String, Delegation> each : grant.delegations().entrySet()) {
      Delegation delegation = each.getValue();
      boolean inUse =
          stored.grants().stream()
              .anyMatch(other -> other.delegations().containsKey(each.getKey()));
      boolean there =
          isOwnLink(grant, delegation)
              ? ownLinks(stored, grant.by()) >= Limits.OWN_LINKS
              : stored.grants().stream()
                  .filter(other -> other.by().equals(grant.by()))
                  .anyMatch(
                      other -> gives(other, delegation.delegate(), delegation.wrapped() != null));
      String field = GRANT + ".delegations." + each.getKey();
      require(!inUse, field, "the entity has a delegation under this exchange: take another");
      require(!there, field, "this delegate has one by the caller");
    }
  }

  /** A link alone, kept by who knew it through somebody else (protocol §9.3). */
  private static boolean isOwnLink(Grant grant, Delegation delegation) {
    return delegation.delegate().equals(grant.by())
        && delegation.wrapped() == null
        && delegation.link() != null;
  }

  private static long ownLinks(Entity stored, String dataOwner) {
    return stored.grants().stream()
        .filter(grant -> grant.by().equals(dataOwner))
        .flatMap(grant -> grant.delegations().values().stream().filter(of -> isOwnLink(grant, of)))
        .count();
  }

  /** One that a re-key left without a key is no hindrance to giving the key (protocol §8). */
  private static boolean gives(Grant grant, String delegate, boolean keyIsNew) {
    return grant.delegations().values().stream()
        .filter(delegation -> !keyIsNew || delegation.wrapped() != null)
        .anyMatch(delegation -> delegation.delegate().equals(delegate));
  }

  private static Forbidden exceeds() {
    return new Forbidden("nobody can give more than the delegation they give from");
  }
}
