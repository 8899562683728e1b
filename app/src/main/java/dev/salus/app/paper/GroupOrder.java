package dev.salus.app.paper;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Groups of a recovery key in another order than that in which they were typed.
 *
 * @param groups in that order
 * @param sentence how it is another one
 */
record GroupOrder(List<String> groups, String sentence) {

  GroupOrder {
    groups = List.copyOf(groups);
  }

  /** Those that people type: two groups for each other, and one left out that was typed last. */
  static List<GroupOrder> others(List<String> typed) {
    List<GroupOrder> orders = new ArrayList<>();
    for (int first = 0; first < typed.size(); first++) {
      for (int second = first + 1; second < typed.size(); second++) {
        List<String> exchanged = new ArrayList<>(typed);
        Collections.swap(exchanged, first, second);
        orders.add(
            new GroupOrder(
                exchanged,
                "groups " + (first + 1) + " and " + (second + 1) + " stand for each other"));
      }
    }
    for (int place = 0; place < typed.size() - 2; place++) {
      List<String> moved = new ArrayList<>(typed);
      moved.add(place, moved.remove(moved.size() - 1));
      orders.add(new GroupOrder(moved, "the group that was typed last is group " + (place + 1)));
    }
    return orders;
  }

  /** Always {@code [REDACTED]}. */
  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
