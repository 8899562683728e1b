package dev.salus.sdk.entity.result;

import dev.salus.protocol.EntityType;
import org.jspecify.annotations.Nullable;

/**
 * What became of one entity when all data of a patient was shared with them.
 *
 * @param type its type
 * @param id the entity
 * @param outcome what became of it
 * @param error why it was not shared; null otherwise
 */
public record SharedEntity(EntityType type, String id, Outcome outcome, @Nullable Throwable error) {

  /** What became of it. */
  public enum Outcome {
    /** Access was given. */
    SHARED,
    /** The patient had access already. */
    HAD_ACCESS,
    /** Access was not given; the error says why. */
    FAILED
  }
}
