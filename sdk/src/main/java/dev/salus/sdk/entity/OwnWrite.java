package dev.salus.sdk.entity;

import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;

/**
 * Recognises an own write in what the server has, though its answer was lost (protocol §4): by its
 * signature; where others have written since, by what only it can have brought.
 */
enum OwnWrite {
  /** A creation: its grant stays as long as the entity does. */
  CREATION {
    @Override
    boolean isBefore(Entity sealed, Entity stored) {
      String grant = sealed.grants().get(0).signature();
      return stored.grants().stream().anyMatch(each -> each.signature().equals(grant));
    }
  },
  /** A content: of it nothing is left once another follows. */
  CONTENT {
    @Override
    boolean isBefore(Entity sealed, Entity stored) {
      return false;
    }
  },
  /** A new key: what is written under it came after. */
  NEW_KEY {
    @Override
    boolean isBefore(Entity sealed, Entity stored) {
      EntityHeader header = stored.header();
      return header.keyGeneration() == sealed.header().keyGeneration()
          && header.keyCommitment().equals(sealed.header().keyCommitment());
    }
  };

  /** What a write is that goes out among many. */
  static OwnWrite of(Entity sealed) {
    return sealed.rev() == null ? CREATION : CONTENT;
  }

  /**
   * Whether this write happened: it is what is stored, or that can only have come after it.
   *
   * @param stored as it was verified
   */
  boolean isIn(Entity sealed, Entity stored) {
    return stored.signature().equals(sealed.signature()) || isBefore(sealed, stored);
  }

  abstract boolean isBefore(Entity sealed, Entity stored);
}
