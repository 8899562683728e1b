package dev.salus.api;

import org.jspecify.annotations.Nullable;

/** Somebody was faster, or it is there already (409). */
public final class Conflict extends SalusException {

  private final @Nullable String currentRev;

  /**
   * @param detail what is wrong and what to do, for a person
   * @param currentRev the revision that is stored; null where the caller may not know it
   */
  public Conflict(String detail, @Nullable String currentRev) {
    super(ErrorCode.CONFLICT, detail);
    this.currentRev = currentRev;
  }

  /** The revision that is stored; null where the caller may not know it. */
  public @Nullable String currentRev() {
    return currentRev;
  }
}
