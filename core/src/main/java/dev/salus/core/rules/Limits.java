package dev.salus.core.rules;

/**
 * How much one entity may carry. Without these a delegate could make an entity too large to be
 * written by anybody else, or its index too large to keep.
 */
public final class Limits {

  /** How far a date that a client signed may be from the server's clock (protocol §5). */
  public static final long CLOCK_TOLERANCE_MS = 5 * 60 * 1_000L;

  /** Tags of an entity. */
  public static final int TAGS = 32;

  /** Links of an entity. */
  public static final int LINKS = 32;

  /** Length of a tag's type, code or version, UTF-16 code units. */
  public static final int TAG_TEXT_CHARS = 256;

  /** Grants of an entity, those with nothing left included. */
  public static final int GRANTS = 1_000;

  /** Delegations of an entity. */
  public static final int DELEGATIONS = 2_000;

  /** Data owners without a delegation that one re-key may name; {@code revoked} only grows. */
  public static final int REVOKED_WITHOUT_DELEGATION = 8;

  /** Length of a delegation's {@code wrapped} or {@code link}; both need less than 200 bytes. */
  public static final int BOX_BYTES = 512;

  /** Delegates that can see an entity times the filters under which each can find it. */
  public static final int LISTINGS = 20_000;

  private Limits() {}
}
