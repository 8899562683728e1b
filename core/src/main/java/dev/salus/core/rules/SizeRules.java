package dev.salus.core.rules;

import static dev.salus.core.rules.Refusals.require;

import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.Entity;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps an entity within {@link Limits}. */
final class SizeRules {

  private SizeRules() {}

  /**
   * Refuses an entity that is too large.
   *
   * @param field what the caller added, to be named
   */
  static void requireBounded(Entity entity, String field) {
    require(
        entity.grants().size() <= Limits.GRANTS,
        field,
        "an entity has at most " + Limits.GRANTS + " grants");
    int delegations = entity.grants().stream().mapToInt(grant -> grant.delegations().size()).sum();
    require(
        delegations <= Limits.DELEGATIONS,
        field,
        "an entity has at most " + Limits.DELEGATIONS + " delegations");
    long filters = (1L + entity.header().tags().size()) * (1L + entity.header().links().size());
    require(
        readers(entity.delegations()).size() * filters <= Limits.LISTINGS,
        field,
        "too many tags and links for so many delegates");
  }

  private static Set<String> readers(DelegationGraph graph) {
    return graph.valid().values().stream()
        .filter(held -> held.delegation().isVisible())
        .map(held -> held.delegation().delegate())
        .collect(Collectors.toSet());
  }
}
