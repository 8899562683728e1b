package dev.salus.sdk.sealing;

import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.protocol.Grant;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.error.UntrustedKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A re-key in the making (protocol §8): who goes, and whose delegations are left to wrap for. Every
 * one of those is valid, so a server cannot slip in a listener.
 */
public final class RekeyPlan {

  private final OpenedEntity opened;
  private final Set<String> going;
  private final List<Grant> left;
  private final Map<String, Held> valid;

  private RekeyPlan(
      OpenedEntity opened, Set<String> going, List<Grant> left, Map<String, Held> valid) {
    this.opened = opened;
    this.going = going;
    this.left = left;
    this.valid = valid;
  }

  /**
   * Plans it.
   *
   * @param going the data owners to lock out
   * @throws UntrustedKey if a grant is signed by a key that is not trusted
   * @throws TamperedEntity if a delegation would be left that is not valid
   */
  public static RekeyPlan of(OpenedEntity opened, Collection<String> going) {
    UntrustedKey doubt = opened.verified().doubt();
    if (doubt != null) {
      throw doubt;
    }
    List<String> exchanges =
        opened.graph().valid().values().stream()
            .filter(held -> going.contains(held.delegation().delegate()))
            .map(Held::exchangeId)
            .toList();
    List<Grant> left =
        opened.graph().without(exchanges).stream()
            .filter(grant -> !grant.delegations().isEmpty())
            .toList();
    Map<String, Held> valid = opened.graph().withGrants(left).valid();
    long delegations = left.stream().mapToLong(grant -> grant.delegations().size()).sum();
    if (delegations != valid.size()) {
      throw new TamperedEntity(opened.entity().header().id(), What.GRANT);
    }
    return new RekeyPlan(opened, new TreeSet<>(going), left, valid);
  }

  /** The entity as it was opened. */
  public OpenedEntity opened() {
    return opened;
  }

  /** Who is locked out. */
  public Set<String> going() {
    return going;
  }

  /** The delegations that are left, by exchange. */
  public Map<String, Held> valid() {
    return valid;
  }

  /** Who had access and, beside those who go, has none any more. */
  public Set<String> alsoLost() {
    Set<String> lost = delegates(opened.graph().valid());
    lost.removeAll(delegates(valid));
    lost.removeAll(going);
    return lost;
  }

  /** The grants that are left, as they were signed. */
  List<Grant> left() {
    return left;
  }

  private static Set<String> delegates(Map<String, Held> held) {
    return held.values().stream()
        .map(each -> each.delegation().delegate())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
