package dev.salus.sdk.entity;

import dev.salus.protocol.EntityHeader;
import dev.salus.sdk.sealing.OpenedEntity;
import java.util.Arrays;
import java.util.Set;

/**
 * Recognises an own write in what the server has, though its answer was lost (protocol §4): by its
 * signature; where others have written since, by what only it can have brought.
 */
enum OwnWrite {
  /**
   * A creation: its grant stays as long as the entity does. One that was sealed anew, since the
   * application handed it in again, is the same by its author and content.
   */
  CREATION {
    @Override
    boolean isBefore(OpenedEntity sealed, OpenedEntity stored) {
      String grant = sealed.entity().grants().get(0).signature();
      return stored.entity().grants().stream().anyMatch(each -> each.signature().equals(grant))
          || isSame(sealed, stored);
    }

    private boolean isSame(OpenedEntity sealed, OpenedEntity stored) {
      EntityHeader made = sealed.entity().header();
      EntityHeader there = stored.entity().header();
      return there.author().equals(made.author())
          && there.modifiedBy().equals(made.author())
          && stored.doubt() == null
          && Set.copyOf(there.links()).equals(Set.copyOf(made.links()))
          && Set.copyOf(there.tags()).equals(Set.copyOf(made.tags()))
          && Arrays.equals(stored.content().reveal(), sealed.content().reveal());
    }
  },
  /** A content: of it nothing is left once another follows. */
  CONTENT {
    @Override
    boolean isBefore(OpenedEntity sealed, OpenedEntity stored) {
      return false;
    }
  },
  /** A new key: what is written under it came after. */
  NEW_KEY {
    @Override
    boolean isBefore(OpenedEntity sealed, OpenedEntity stored) {
      EntityHeader made = sealed.entity().header();
      EntityHeader there = stored.entity().header();
      return there.keyGeneration() == made.keyGeneration()
          && there.keyCommitment().equals(made.keyCommitment());
    }
  };

  /** What a write is that goes out among many. */
  static OwnWrite of(OpenedEntity sealed) {
    return sealed.entity().rev() == null ? CREATION : CONTENT;
  }

  /**
   * Whether this write happened: it is what is stored, or that can only have come after it.
   *
   * @param stored as it was verified
   */
  boolean isIn(OpenedEntity sealed, OpenedEntity stored) {
    return stored.entity().signature().equals(sealed.entity().signature())
        || isBefore(sealed, stored);
  }

  abstract boolean isBefore(OpenedEntity sealed, OpenedEntity stored);
}
