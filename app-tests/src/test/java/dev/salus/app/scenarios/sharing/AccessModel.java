package dev.salus.app.scenarios.sharing;

import dev.salus.protocol.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who has access to one entity, told as simply as can be: a list of gifts, each from those that its
 * giver had at the time. People are numbers, the author is 0 and needs no gift.
 */
final class AccessModel {

  static final int AUTHOR = 0;

  /** A permission that one gave to another, out of these. */
  record Gift(int number, int by, int to, Permission permission, Set<Integer> outOf) {}

  private List<Gift> gifts = new ArrayList<>();
  private int given;

  /** The most that somebody may do; empty for a stranger. */
  Optional<Permission> permissionOf(int person) {
    if (person == AUTHOR) {
      return Optional.of(Permission.WRITE);
    }
    List<Permission> given =
        gifts.stream().filter(gift -> gift.to() == person).map(Gift::permission).toList();
    return given.contains(Permission.WRITE)
        ? Optional.of(Permission.WRITE)
        : given.stream().findFirst();
  }

  boolean covers(int person, Permission permission) {
    return permissionOf(person).filter(own -> own.covers(permission)).isPresent();
  }

  /** Whether one has given something to another already. */
  boolean hasGiven(int by, int to) {
    return gifts.stream().anyMatch(gift -> gift.by() == by && gift.to() == to);
  }

  /** Whether the sharer knows that somebody can open it: from itself or from the author. */
  boolean isKnownToOpen(int by, int to) {
    return to == AUTHOR || to == by || hasGiven(AUTHOR, to) || hasGiven(by, to);
  }

  void give(int by, int to, Permission permission) {
    Set<Integer> outOf =
        gifts.stream()
            .filter(gift -> by != AUTHOR && gift.to() == by && gift.permission().covers(permission))
            .map(Gift::number)
            .collect(Collectors.toSet());
    gifts.add(new Gift(given++, by, to, permission, outOf));
  }

  /** Somebody gives up all access, and with it goes what nothing else carries. */
  void leave(int person) {
    List<Gift> left = gifts.stream().filter(gift -> gift.to() != person).toList();
    // a gift hangs only on older ones, so a pass for each gift is enough
    for (int pass = 0; pass < gifts.size(); pass++) {
      List<Gift> still = left;
      left = left.stream().filter(gift -> isCarried(gift, still)).toList();
    }
    gifts = new ArrayList<>(left);
  }

  private static boolean isCarried(Gift gift, List<Gift> still) {
    return gift.by() == AUTHOR
        || still.stream().anyMatch(other -> gift.outOf().contains(other.number()));
  }

  List<Gift> gifts() {
    return List.copyOf(gifts);
  }

  @Override
  public String toString() {
    return "AccessModel" + gifts;
  }
}
