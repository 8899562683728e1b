package dev.salus.sdk.sharing;

/**
 * How far the exchange records of an owner are open to one more card.
 *
 * @param added records that got an entry for it now
 * @param present records that had one
 * @param closed records that this key ring does not believe or cannot open itself
 */
public record EntriesAdded(int added, int present, int closed) {

  /** Before the first record. */
  public static final EntriesAdded NONE = new EntriesAdded(0, 0, 0);

  /** All records that were looked at. */
  public int looked() {
    return added + present + closed;
  }

  EntriesAdded oneAdded() {
    return new EntriesAdded(added + 1, present, closed);
  }

  EntriesAdded onePresent() {
    return new EntriesAdded(added, present + 1, closed);
  }

  EntriesAdded oneClosed() {
    return new EntriesAdded(added, present, closed + 1);
  }
}
