package dev.salus.core.entities;

import dev.salus.api.SalusException;
import dev.salus.api.Verification;
import dev.salus.api.event.EntityChanged;
import dev.salus.core.rules.Verdict;
import dev.salus.protocol.Entity;
import dev.salus.storage.Document;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How far one proposed write has come. */
sealed interface WriteOutcome {

  /**
   * What follows from the rules' verdict.
   *
   * @param toDocument makes the document of what was accepted, which takes a worker's time
   * @param kind what will have happened when it is stored
   * @param before how many bytes the entity counts now
   */
  static WriteOutcome of(
      Verdict verdict,
      Function<Entity, Document> toDocument,
      EntityChanged.Kind kind,
      long before) {
    if (verdict instanceof Verdict.Accepted accepted) {
      Entity entity = accepted.entity();
      Document document = toDocument.apply(entity);
      long growth = EntityDocument.bytes(document) - before;
      return new Pending(entity, document, accepted.toVerify(), kind, growth);
    }
    return new Done(((Verdict.Repeated) verdict).entity());
  }

  /** It is refused, for good. */
  record Refused(SalusException reason) implements WriteOutcome {}

  /** It is stored, now or since before. */
  record Done(Entity entity) implements WriteOutcome {}

  /** The same of one of many, of which no more is kept. */
  record Kept(@Nullable String rev) implements WriteOutcome {

    /** What is kept of an outcome. */
    static WriteOutcome of(WriteOutcome outcome) {
      return outcome instanceof Done done ? new Kept(done.entity().rev()) : outcome;
    }
  }

  /** Somebody was faster: it is to be decided on again. */
  record Outrun() implements WriteOutcome {}

  /**
   * The rules accept it; signatures and exchanges are to be confirmed and the document put.
   *
   * @param kind what will have happened when it is stored
   * @param growth how many bytes more it will count then
   */
  record Pending(
      Entity entity, Document document, Verification toVerify, EntityChanged.Kind kind, long growth)
      implements WriteOutcome {}
}
