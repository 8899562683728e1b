package dev.salus.core.entities;

import dev.salus.api.Caller;
import dev.salus.api.EntityChanged.Kind;
import dev.salus.api.Problems;
import dev.salus.api.SalusException;
import dev.salus.core.rules.ContentRules;
import dev.salus.core.rules.CreationRules;
import dev.salus.core.rules.Visibility;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.storage.Document;
import java.util.Optional;

/** Reads a proposed write strictly and asks the rules about it. Takes a worker's time. */
final class WriteDecision {

  private final Caller caller;
  private final EntityType type;
  private final long now;

  /**
   * @param type the type in the path
   * @param now milliseconds since the epoch
   */
  WriteDecision(Caller caller, EntityType type, long now) {
    this.caller = caller;
    this.type = type;
    this.now = now;
  }

  /** What becomes of a proposal, given what is stored under its id. */
  WriteOutcome on(ProposedWrite proposal, Optional<Document> stored) {
    Optional<Entity> storedEntity = stored.flatMap(EntityDocument::entity);
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

  private WriteOutcome creation(Entity proposed, boolean idWasUsed, Optional<Entity> stored) {
    if (stored.isPresent()) {
      return WriteOutcome.of(
          CreationRules.decideInUse(caller, proposed, stored.get()), Kind.CREATED);
    }
    if (idWasUsed) {
      throw CreationRules.idTaken(null);
    }
    return WriteOutcome.of(CreationRules.decide(caller, proposed, now), Kind.CREATED);
  }

  private WriteOutcome modification(Entity proposed, Optional<Entity> stored) {
    Entity current =
        stored.filter(entity -> entity.header().type() == type).orElseThrow(Visibility::notFound);
    return WriteOutcome.of(ContentRules.decide(caller, current, proposed, now), Kind.MODIFIED);
  }
}
