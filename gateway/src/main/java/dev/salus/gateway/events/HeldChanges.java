package dev.salus.gateway.events;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The changes that happen while a socket is told of the past: they wait, and of an entity none is
 * told after a later one. For one event loop only.
 */
final class HeldChanges {

  /** So many wait. */
  static final int MOST = 1_000;

  private final List<Held> waiting = new ArrayList<>();
  private final Map<String, Long> told = new HashMap<>();

  private record Held(String id, long generation, String event) {}

  /** Keeps a change; false if there is no room for it. */
  boolean add(String id, String rev, String event) {
    if (waiting.size() >= MOST) {
      return false;
    }
    waiting.add(new Held(id, generation(rev), event));
    return true;
  }

  /** Notes that a change of the past was told. */
  void told(String id, String rev) {
    told.merge(id, generation(rev), Math::max);
  }

  /** What waited and is news. */
  List<String> news() {
    return waiting.stream()
        .filter(held -> held.generation() > told.getOrDefault(held.id(), 0L))
        .map(Held::event)
        .toList();
  }

  private static long generation(String rev) {
    return Long.parseLong(rev, 0, rev.indexOf('-'), 10);
  }
}
