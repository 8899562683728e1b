package dev.salus.core.rules;

import static dev.salus.core.rules.Refusals.require;

import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.Entity;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps an entity within {@link Limits}. */
final class SizeRules {

  private static final String TOO_MANY_ENTRIES =
      "too many index entries: each delegate who can see an entity finds it by its type, each link"
          + " and each tag, which may be "
          + Limits.INDEX_ENTRIES
          + " in all, and "
          + Limits.INDEX_ENTRIES_FOR_EACH_READER
          + " more for each of them";

  private SizeRules() {}

  /** Refuses a new entity that is too large. */
  static void requireBounded(Entity created) {
    requireGrants(created, "grants");
    require(
        indexEntries(created) <= mostIndexEntries(created),
        created.header().tags().isEmpty() ? "links" : "tags",
        TOO_MANY_ENTRIES);
  }

  /**
   * Refuses the next state of an entity that is too large. What was stored before there was a bound
   * can still be written, if it does not grow.
   *
   * @param field what the caller added, to be named
   */
  static void requireBounded(Entity stored, Entity next, String field) {
    requireGrants(next, field);
    long entries = indexEntries(next);
    require(
        entries <= mostIndexEntries(next) || entries <= indexEntries(stored),
        field,
        TOO_MANY_ENTRIES);
  }

  private static void requireGrants(Entity entity, String field) {
    require(
        entity.grants().size() <= Limits.GRANTS,
        field,
        "an entity has at most " + Limits.GRANTS + " grants");
    int delegations = entity.grants().stream().mapToInt(grant -> grant.delegations().size()).sum();
    require(
        delegations <= Limits.DELEGATIONS,
        field,
        "an entity has at most " + Limits.DELEGATIONS + " delegations");
  }

  private static long indexEntries(Entity entity) {
    long byEach = 1L + entity.header().tags().size() + entity.header().links().size();
    return readers(entity.delegations()).size() * byEach;
  }

  private static long mostIndexEntries(Entity entity) {
    return Limits.INDEX_ENTRIES
        + (long) Limits.INDEX_ENTRIES_FOR_EACH_READER * readers(entity.delegations()).size();
  }

  private static Set<String> readers(DelegationGraph graph) {
    return graph.valid().values().stream()
        .filter(held -> held.delegation().isVisible())
        .map(held -> held.delegation().delegate())
        .collect(Collectors.toSet());
  }
}
