package dev.salus.core.entities;

import dev.salus.api.TooLarge;

/**
 * How many index entries the writes of one request still may make, counted before any is built.
 * Each costs time and memory here, in the store and in its index; a bulk could have {@link
 * ProposedWrite#MAX_BULK} times those of an entity.
 */
final class IndexBudget {

  /** Index entries that one request may make: 64 for each entity of the largest bulk. */
  static final int MOST = 64_000;

  private int left = MOST;

  /**
   * Takes the entries of one entity out of what is left.
   *
   * @throws TooLarge if they are more; nothing is taken then
   */
  void take(int entries) {
    if (entries > left) {
      throw new TooLarge(
          "entities: one request makes at most "
              + MOST
              + " index entries, one for each type, link and tag under which somebody finds an"
              + " entity: send this one in another request");
    }
    left -= entries;
  }
}
