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

  /** Delegations of a link without a key that one data owner gave itself (protocol §9.3). */
  public static final int OWN_LINKS = 8;

  /** Entries of {@code revoked}, which only grows; then a copy is the way. */
  public static final int REVOKED = 512;

  /** Entries of {@code revoked} up to which others than the author add any: it has the rest. */
  public static final int REVOKED_BY_OTHERS = 256;

  /** Length of a delegation's {@code wrapped} or {@code link}; both need less than 200 bytes. */
  public static final int BOX_BYTES = 512;

  /**
   * Index entries of an entity, whoever can see it: one for each of them by its type, by each of
   * its links and by each of its tags.
   */
  public static final int INDEX_ENTRIES = 128;

  /** Index entries of an entity that come on top for each delegate who can see it. */
  public static final int INDEX_ENTRIES_FOR_EACH_READER = 8;

  private Limits() {}
}
