package dev.salus.core.rules;

import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.protocol.Entity;
import java.util.Objects;

/** The refusals that several rules share, worded once. */
final class Refusals {

  private Refusals() {}

  static Invalid invalid(String field, String rule) {
    return Invalid.at(field, rule);
  }

  static void require(boolean holds, String field, String rule) {
    if (!holds) {
      throw invalid(field, rule);
    }
  }

  /** Refuses a date that is not within {@link Limits#CLOCK_TOLERANCE_MS} of the clock. */
  static void requireNow(long date, long now, String field) {
    require(
        Math.abs(now - date) <= Limits.CLOCK_TOLERANCE_MS,
        field,
        "must be within 5 minutes of the server's clock");
  }

  /** Refuses a revision that is not the one stored, naming the latter. */
  static void requireRev(Entity stored, String rev) {
    if (!Objects.equals(rev, stored.rev())) {
      throw new Conflict("the entity has been changed since it was read", stored.rev());
    }
  }
}
