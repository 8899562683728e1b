package dev.salus.core.entities;

import dev.salus.api.Caller;
import dev.salus.api.Problems;
import dev.salus.api.SalusException;
import dev.salus.api.event.EntityChanged.Kind;
import dev.salus.core.rules.ContentRules;
import dev.salus.core.rules.CreationRules;
import dev.salus.core.rules.Verdict;
import dev.salus.core.rules.Visibility;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.storage.Document;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the proposed writes of one request strictly, one after the other, and asks the rules about
 * each. Takes a worker's time.
 */
final class WriteDecision {

  private final Caller caller;
  private final EntityType type;
  private final long now;
  private final IndexBudget budget = new IndexBudget();

  /**
   * @param type the type in the path
   * @param now milliseconds since the epoch
   */
  WriteDecision(Caller caller, EntityType type, long now) {
    this.caller = caller;
    this.type = type;
    this.now = now;
  }

  /** One with a new budget, to decide once more on the same. */
  WriteDecision again() {
    return new WriteDecision(caller, type, now);
  }

  /** What becomes of a proposal, given what is stored under its id. */
  WriteOutcome on(ProposedWrite proposal, Optional<Document> stored) {
    Optional<StoredEntity> storedEntity = stored.flatMap(EntityDocument::stored);
    try {
      Entity proposed = Entity.parse(proposal.json());
      requirePath(proposal, proposed);
      return proposal.isCreation()
          ? creation(proposed, stored.isPresent(), storedEntity)
          : modification(proposed, storedEntity);
    } catch (SalusException | ProtocolViolation refusal) {
      return new WriteOutcome.Refused(Problems.typed(refusal));
    }
  }

  private void requirePath(ProposedWrite proposal, Entity proposed) {
    if (proposed.header().type() != type) {
      throw violation("type", "must be the type in the path");
    }
    if (!proposed.header().id().equals(proposal.id())) {
      throw violation("id", "must be the id in the path");
    }
    if (proposal.isCreation() && proposed.rev() != null) {
      throw violation("rev", "must not be there at creation");
    }
    if (!proposal.isCreation() && proposed.rev() == null) {
      throw violation("rev", "is missing; must be the revision that was read");
    }
  }

  private static ProtocolViolation violation(String field, String rule) {
    return new ProtocolViolation(ProtocolViolation.Kind.VALUE, field, rule);
  }

  private WriteOutcome creation(Entity proposed, boolean idWasUsed, Optional<StoredEntity> stored) {
    if (stored.isPresent()) {
      return created(CreationRules.decideInUse(caller, proposed, stored.get().entity()));
    }
    if (idWasUsed) {
      throw CreationRules.idTaken(null);
    }
    return created(CreationRules.decide(caller, proposed, now));
  }

  private WriteOutcome created(Verdict verdict) {
    return WriteOutcome.of(
        verdict,
        entity -> EntityDocument.of(entity, readers(entity), FormerDelegates.NONE),
        Kind.CREATED,
        0);
  }

  private WriteOutcome modification(Entity proposed, Optional<StoredEntity> stored) {
    StoredEntity current =
        stored
            .filter(found -> found.entity().header().type() == type)
            .orElseThrow(Visibility::notFound);
    return WriteOutcome.of(
        ContentRules.decide(caller, current.entity(), proposed, now),
        entity -> current.next(entity, readers(entity)),
        Kind.MODIFIED,
        current.bytes());
  }

  /** Who can see what is to be written, once the budget has room for its index entries. */
  private Set<String> readers(Entity entity) {
    Set<String> readers = EntityDocument.readers(entity);
    budget.take(IndexTokens.count(entity, readers));
    return readers;
  }
}
