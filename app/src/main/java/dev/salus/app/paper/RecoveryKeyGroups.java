package dev.salus.app.paper;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.error.RecoveryRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The groups of a recovery key (protocol §9.2), as far as they are typed.
 *
 * @param groups of four signs each, if nothing is wrong with them
 */
record RecoveryKeyGroups(List<String> groups) {

  /** How many there are. */
  static final int COUNT = 14;

  private static final int SIGNS = 4;
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final Pattern GROUP = Pattern.compile("[0-9A-TV-Za-tv-z]{4}");
  private static final Pattern BETWEEN = Pattern.compile("[\\s\\u00a0\\u202f-]+");

  RecoveryKeyGroups {
    groups = List.copyOf(groups);
  }

  /** Those of a line: what stands between blanks or hyphens, in fours. */
  static RecoveryKeyGroups of(String line) {
    List<String> groups = new ArrayList<>();
    for (String word : BETWEEN.split(line.strip(), -1)) {
      // a few signs too many are one group with a mistake, not two
      int signs = word.length() < 2 * SIGNS ? Math.max(SIGNS, word.length()) : SIGNS;
      for (int begin = 0; begin < word.length(); begin += signs) {
        groups.add(word.substring(begin, Math.min(begin + signs, word.length())));
      }
    }
    return new RecoveryKeyGroups(groups);
  }

  /** These, if each is one; {@link CommandFailure} naming the first that is not. */
  List<String> checked(int before) {
    if (before + groups.size() > COUNT) {
      throw CommandFailure.mistyped(
          "that makes " + (before + groups.size()) + " groups, and there are " + COUNT);
    }
    for (int group = 0; group < groups.size(); group++) {
      if (!GROUP.matcher(groups.get(group)).matches()) {
        throw CommandFailure.mistyped(
            "group "
                + (before + group + 1)
                + " is not four signs of 0 to 9 and A to Z without U; it counts from group "
                + (before + 1)
                + " again");
      }
    }
    return groups;
  }

  /** The key; {@link CommandFailure} that says which group is missing or mistyped. */
  RecoveryKey key() {
    if (groups.size() < COUNT) {
      throw CommandFailure.mistyped(
          "the recovery key is not whole: " + groups.size() + " of " + COUNT + " groups");
    }
    checked(0);
    try {
      return RecoveryKey.parse(String.join("-", groups));
    } catch (RecoveryRefused mistyped) {
      throw CommandFailure.mistyped("the recovery key is mistyped: " + why());
    }
  }

  private String why() {
    Optional<GroupOrder> order = order();
    if (order.isPresent()) {
      return order.get().sentence();
    }
    OptionalInt group = mistaken();
    return group.isPresent()
        ? (COUNT - 1)
            + " of "
            + COUNT
            + " groups fit, group "
            + (group.getAsInt() + 1)
            + " does not"
        : "it does not fit, with whatever single group corrected or in another place";
  }

  /** The order in which the groups fit, if they do in another one only. */
  Optional<GroupOrder> order() {
    return fits(groups)
        ? Optional.empty()
        : GroupOrder.others(groups).stream().filter(order -> fits(order.groups())).findFirst();
  }

  /**
   * The group, from 0, in which one sign or the order of two is wrong: with another one there the
   * checksum is right. Of keys with more mistakes one in ten thousand has such a group by chance.
   */
  OptionalInt mistaken() {
    return IntStream.range(0, groups.size())
        .filter(group -> corrections(groups.get(group)).stream().anyMatch(one -> fits(group, one)))
        .findFirst();
  }

  private boolean fits(int group, String correction) {
    List<String> corrected = new ArrayList<>(groups);
    corrected.set(group, correction);
    return fits(corrected);
  }

  private static boolean fits(List<String> groups) {
    try {
      RecoveryKey.parse(String.join("-", groups)).wipe();
      return true;
    } catch (RecoveryRefused mistyped) {
      return false;
    }
  }

  private static List<String> corrections(String group) {
    List<String> corrections = new ArrayList<>();
    for (int at = 0; at < group.length(); at++) {
      String before = group.substring(0, at);
      String after = group.substring(at + 1);
      ALPHABET.chars().forEach(sign -> corrections.add(before + (char) sign + after));
      if (!after.isEmpty()) {
        corrections.add(before + after.charAt(0) + group.charAt(at) + after.substring(1));
      }
    }
    return corrections;
  }

  /** Always {@code [REDACTED]}. */
  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
