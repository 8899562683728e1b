package dev.salus.sdk.keys;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was decided about the cards of data owners (protocol §10). Nothing is ever taken out: what
 * is decided later is added, so that two rings are merged by adding what each knows, in any order.
 * Guarded by the ring's lock.
 */
final class DecidedPins {

  private final Map<String, List<Pin>> pins = new LinkedHashMap<>();
  private final Map<String, Long> epochs = new HashMap<>();
  private long changes;

  /** The decisions about a data owner's cards, in the order in which they became known. */
  List<Pin> of(String dataOwner) {
    return List.copyOf(pins.getOrDefault(dataOwner, List.of()));
  }

  /** All of them by data owner. */
  Map<String, List<Pin>> all() {
    Map<String, List<Pin>> copy = new LinkedHashMap<>();
    pins.forEach((dataOwner, known) -> copy.put(dataOwner, List.copyOf(known)));
    return Collections.unmodifiableMap(copy);
  }

  /**
   * Adds a decision; whether that says something new.
   *
   * @throws IllegalArgumentException if it has no reason
   */
  boolean add(String dataOwner, Pin pin) {
    if (pin.how().isEmpty()) {
      throw new IllegalArgumentException("a pin has a reason");
    }
    List<Pin> known = pins.computeIfAbsent(dataOwner, any -> new ArrayList<>());
    boolean added = join(known, pin);
    if (added) {
      changed(dataOwner);
    }
    return added;
  }

  private static boolean join(List<Pin> known, Pin pin) {
    for (int i = 0; i < known.size(); i++) {
      Pin before = known.get(i);
      if (before.isAbout(pin)) {
        Pin joined = before.joined(pin);
        known.set(i, joined);
        return !joined.equals(before);
      }
    }
    return known.add(pin);
  }

  /** How often what is decided about this data owner's cards has changed. */
  long epoch(String dataOwner) {
    return epochs.getOrDefault(dataOwner, 0L);
  }

  /** How often what is decided about anybody's cards has changed. */
  long epoch() {
    return changes;
  }

  /** Says that something changed on which trust in this data owner's cards depends. */
  void changed(String dataOwner) {
    changes++;
    epochs.merge(dataOwner, 1L, Long::sum);
  }

  /** Whether a card was retired by decision. */
  boolean isRetired(String dataOwner, String keyId) {
    return pins.getOrDefault(dataOwner, List.of()).stream()
        .anyMatch(pin -> pin.keyId().equals(keyId) && pin.how().equals(Pin.RETIRED));
  }
}
