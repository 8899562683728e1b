package dev.salus.api;

import java.util.Arrays;
import java.util.Optional;

/**
 * How much a data owner may have of something. An administrator can raise each for one data owner,
 * up to its highest; {@code docs/operations.md} lists them.
 */
public enum Quota {
  /** Cards of a data owner that are not retired. */
  LIVE_CARDS("liveCards", 32, 128, "live cards", "retire one"),
  /** Cards of a data owner, retired ones too. */
  CARDS("cards", 128, 256, "cards, retired ones too", "go on with those that are live"),
  /** Exchange records from a data owner to one other, or to itself. */
  EXCHANGES_OF_PAIR(
      "exchangesOfPair", 32, 1_000, "exchange records to one data owner", "delete superseded ones"),
  /** Invitations that a data owner made and that are neither accepted nor expired. */
  INVITATIONS(
      "invitations", 100, 10_000, "open invitations", "wait until one is accepted or expires"),
  /** Notary sets of a data owner. */
  NOTARY_SETS("notarySets", 8, 100, "notary sets", "delete one"),
  /** Requests of a data owner to the notaries of its sets. */
  NOTARY_REQUESTS("notaryRequests", 16, 1_000, "requests to notaries", "delete one"),
  /** Cards that a data owner asks access back for, each from any number of counterparts. */
  ACCESS_BACK_CARDS(
      "accessBackCards",
      16,
      256,
      "cards that access is asked back for",
      "ask for one that was asked for before"),
  /** Recovery keys that a data owner has something kept for. */
  RECOVERY_KEYS("recoveryKeys", 16, 100, "recovery keys", "delete one"),
  /** Bytes of the boxes of recovery keys, which are copies of the key ring, and of notary sets. */
  BYTES(
      "bytes",
      64L << 20,
      1L << 40,
      "bytes of copies of the key ring and of notary sets",
      "delete some"),
  /** Bytes of the entities that a data owner created, with their grants, whoever wrote them. */
  ENTITY_BYTES("entityBytes", 4L << 30, 1L << 44, "bytes of entities of one author", "delete some");

  private final String wireName;
  private final long usual;
  private final long highest;
  private final String what;
  private final String advice;

  Quota(String wireName, long usual, long highest, String what, String advice) {
    this.wireName = wireName;
    this.usual = usual;
    this.highest = highest;
    this.what = what;
    this.advice = advice;
  }

  /** Its name in JSON. */
  public String wireName() {
    return wireName;
  }

  /** What holds where no administrator has raised it. */
  public long usual() {
    return usual;
  }

  /** The most that an administrator can raise it to. */
  public long highest() {
    return highest;
  }

  /** The refusal of whoever has this much already. */
  public QuotaExceeded exceeded(long limit) {
    return new QuotaExceeded(
        wireName
            + ": at most "
            + limit
            + " "
            + what
            + "; "
            + advice
            + ", or have an administrator raise this quota",
        wireName,
        limit);
  }

  /** The quota of this name in JSON. */
  public static Optional<Quota> of(String wireName) {
    return Arrays.stream(values()).filter(each -> each.wireName.equals(wireName)).findFirst();
  }
}
