package dev.salus.core.rules;

import dev.salus.protocol.Permission;

/**
 * Something that somebody tries, right or wrong. The numbers choose among what is there when it is
 * tried: people, exchanges, grants.
 *
 * @param kind what is tried
 * @param actor who tries it
 * @param target whom or what it is about
 * @param choice a second choice, such as the parent to give from
 * @param permission what a grant gives
 * @param twist how the attempt is bent; many values bend nothing
 */
record Edit(Kind kind, int actor, int target, int choice, Permission permission, int twist) {

  enum Kind {
    GRANT,
    REMOVE,
    WRITE,
    REKEY
  }
}
