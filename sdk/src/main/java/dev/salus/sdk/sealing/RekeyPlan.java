package dev.salus.sdk.sealing;

import dev.salus.protocol.Delegation;
import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.protocol.Grant;
import dev.salus.sdk.crypto.LinkFields;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A re-key in the making (protocol §8): who goes, and whose delegations are left, and to wrap for.
 * Every one of the latter is valid, so that neither a server nor a delegate slips in a listener.
 */
public final class RekeyPlan {

  private final VerifiedEntity entity;
  private final Plaintext content;
  private final LinkFields link;
  private final Set<String> going;
  private final List<Grant> left;
  private final DelegationGraph graph;

  private RekeyPlan(
      VerifiedEntity entity,
      Plaintext content,
      LinkFields link,
      Set<String> going,
      List<Grant> left,
      DelegationGraph graph) {
    this.entity = entity;
    this.content = content;
    this.link = link;
    this.going = going;
    this.left = left;
    this.graph = graph;
  }

  /**
   * Plans it for an entity with its content as it is.
   *
   * @param going the data owners to lock out
   */
  public static RekeyPlan of(OpenedEntity opened, Collection<String> going) {
    return of(opened.verified(), opened.contentTakenOver(), opened.link(), going);
  }

  /**
   * Plans it with a content for which whoever signs it vouches.
   *
   * @param link what its delegations tell of the patient
   * @param going the data owners to lock out; may be none
   */
  public static RekeyPlan of(
      VerifiedEntity entity, Plaintext content, LinkFields link, Collection<String> going) {
    DelegationGraph stored = entity.entity().delegations();
    List<Grant> left = withoutEmpty(stored.without(exchangesTo(going, stored)));
    DelegationGraph believed = entity.graph();
    List<Grant> stay = withoutEmpty(believed.without(exchangesTo(going, believed)));
    return new RekeyPlan(
        entity, content, link, new TreeSet<>(going), left, believed.withGrants(stay));
  }

  private static List<String> exchangesTo(Collection<String> delegates, DelegationGraph graph) {
    return graph.valid().values().stream()
        .filter(held -> delegates.contains(held.delegation().delegate()))
        .map(Held::exchangeId)
        .toList();
  }

  private static List<Grant> withoutEmpty(List<Grant> grants) {
    return grants.stream().filter(grant -> !grant.delegations().isEmpty()).toList();
  }

  /** The entity as it was verified. */
  public VerifiedEntity entity() {
    return entity;
  }

  /** The same plan for the entity as it is after a write that changed no content. */
  public RekeyPlan over(VerifiedEntity now) {
    return of(now, content, link, going);
  }

  /** The exchanges of all delegations that are stored, which none other may use (protocol §0). */
  public Set<String> exchangesInUse() {
    return entity.entity().grants().stream()
        .flatMap(grant -> grant.delegations().keySet().stream())
        .collect(Collectors.toSet());
  }

  /** The content to seal. */
  Plaintext content() {
    return content;
  }

  /** What the delegations tell of the patient. */
  public LinkFields link() {
    return link;
  }

  /** Who is locked out. */
  public Set<String> going() {
    return going;
  }

  /** The delegations that are left and valid, by exchange: those to wrap for. */
  public Map<String, Held> valid() {
    return graph.valid();
  }

  /** Whose delegation one of those is. */
  public String delegateOf(String exchangeId) {
    return graph.held(exchangeId).orElseThrow().delegation().delegate();
  }

  /** Who stays by the valid delegations. */
  DelegationGraph graph() {
    return graph;
  }

  /** Who had access and, beside those who go, has none any more. */
  public Set<String> alsoLost() {
    Set<String> lost = delegates(entity.graph().valid());
    lost.removeAll(delegates(valid()));
    lost.removeAll(going);
    return lost;
  }

  /**
   * Who stays and gets no new key, since nothing that counts gives it to them, with the reason: a
   * grant that does not hold gives it, or what hangs on one.
   */
  public Map<String, String> notBelieved() {
    Set<String> withKey =
        valid().values().stream()
            .filter(held -> held.delegation().wrapped() != null)
            .map(held -> held.delegation().delegate())
            .collect(Collectors.toSet());
    Map<String, String> without = new TreeMap<>();
    for (Grant grant : left) {
      grant.delegations().values().stream()
          .filter(delegation -> delegation.wrapped() != null)
          .map(Delegation::delegate)
          .filter(delegate -> !withKey.contains(delegate))
          .forEach(delegate -> without.put(delegate, reason(grant)));
    }
    return without;
  }

  private String reason(Grant grant) {
    String why =
        entity.leftOut().stream()
            .filter(each -> each.grant().signature().equals(grant.signature()))
            .map(each -> String.valueOf(each.reason().getMessage()))
            .findFirst()
            .orElse("it hangs on access that does not count");
    return "given access by data owner " + grant.by() + ": " + why;
  }

  /** The grants that are left, as they were signed, believed or not. */
  List<Grant> left() {
    return left;
  }

  private static Set<String> delegates(Map<String, Held> held) {
    return held.values().stream()
        .map(each -> each.delegation().delegate())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
