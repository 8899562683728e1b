package dev.salus.core.rules;

import dev.salus.protocol.Delegation;
import dev.salus.protocol.Grant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Whether grants are the same whatever the order in which anything in them is written. */
final class GrantComparison {

  private GrantComparison() {}

  /** Whether both are the same grant. */
  static boolean same(Grant one, Grant other) {
    return same(List.of(one), List.of(other));
  }

  /** Whether both are the same grants. */
  static boolean same(List<Grant> one, List<Grant> other) {
    return same(one, other, UnaryOperator.identity());
  }

  /** Whether both are the same grants but for what this function takes away from delegations. */
  static boolean same(List<Grant> one, List<Grant> other, UnaryOperator<Delegation> compared) {
    return one.size() == other.size()
        && canonical(one, compared).equals(canonical(other, compared));
  }

  private static Set<Canonical> canonical(List<Grant> grants, UnaryOperator<Delegation> compared) {
    return grants.stream().map(grant -> Canonical.of(grant, compared)).collect(Collectors.toSet());
  }

  private record Canonical(
      String by,
      String signedBy,
      long grantedAt,
      long generation,
      Set<String> parents,
      Map<String, Delegation> delegations,
      Set<String> gone,
      String signature) {

    static Canonical of(Grant grant, UnaryOperator<Delegation> compared) {
      return new Canonical(
          grant.by(),
          grant.signedBy(),
          grant.grantedAt(),
          grant.generation(),
          new HashSet<>(grant.parents()),
          grant.delegations().entrySet().stream()
              .collect(
                  Collectors.toMap(Map.Entry::getKey, each -> compared.apply(each.getValue()))),
          new HashSet<>(grant.gone()),
          grant.signature());
    }
  }
}
