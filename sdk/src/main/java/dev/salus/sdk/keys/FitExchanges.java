package dev.salus.sdk.keys;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The exchanges that may wrap something new, by delegate. Guarded by the ring's lock. */
final class FitExchanges {

  /** Of one delegate; more than one only if several connections made one at once. */
  private static final int MOST = 4;

  private final Map<String, List<FitExchange>> fit = new LinkedHashMap<>();

  /** Those for a delegate, the newest first. */
  List<FitExchange> of(String delegate) {
    return List.copyOf(fit.getOrDefault(delegate, List.of()));
  }

  Map<String, List<FitExchange>> all() {
    Map<String, List<FitExchange>> copy = new LinkedHashMap<>();
    fit.forEach((delegate, known) -> copy.put(delegate, List.copyOf(known)));
    return Collections.unmodifiableMap(copy);
  }

  void add(String delegate, FitExchange exchange) {
    List<FitExchange> known = new ArrayList<>(of(delegate));
    known.add(0, exchange);
    fit.put(delegate, known.subList(0, Math.min(known.size(), MOST)));
  }

  /** None of these is fit any more. */
  void forget(String delegate) {
    fit.remove(delegate);
  }

  void forgetAll() {
    fit.clear();
  }
}
