package dev.salus.core.identity.password;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What waits, in turns: each place gets its turn after every other one, and at a place each login.
 * So whoever brings much waits for itself. Bounded: when it is full, the place with the most gives
 * up what came last for whoever has less. Thread-safe.
 *
 * @param <T> what waits
 */
final class FairQueue<T> {

  private final int capacity;
  private final int mostOfLogin;
  private final Map<String, Place<T>> places = new LinkedHashMap<>();
  private final Map<String, Integer> ofLogin = new HashMap<>();
  private int size;

  /**
   * @param capacity the most that may wait
   * @param mostOfLogin the most that may wait for one login, wherever it comes from
   */
  FairQueue(int capacity, int mostOfLogin) {
    this.capacity = capacity;
    this.mostOfLogin = mostOfLogin;
  }

  private record Entry<T>(String login, T item) {}

  /** What waits from one place, login by login. */
  private static final class Place<T> {
    private final Map<String, ArrayDeque<Entry<T>>> logins = new LinkedHashMap<>();
    private int waiting;

    void add(Entry<T> entry) {
      logins.computeIfAbsent(entry.login, login -> new ArrayDeque<>()).addLast(entry);
      waiting++;
    }

    Entry<T> takeNext() {
      Iterator<Map.Entry<String, ArrayDeque<Entry<T>>>> first = logins.entrySet().iterator();
      ArrayDeque<Entry<T>> queue = first.next().getValue();
      first.remove();
      Entry<T> taken = queue.removeFirst();
      if (!queue.isEmpty()) {
        logins.put(taken.login, queue);
      }
      waiting--;
      return taken;
    }

    Entry<T> giveUpLast() {
      ArrayDeque<Entry<T>> longest =
          logins.values().stream().max(Comparator.comparingInt(ArrayDeque::size)).orElseThrow();
      Entry<T> last = longest.removeLast();
      if (longest.isEmpty()) {
        logins.remove(last.login);
      }
      waiting--;
      return last;
    }
  }

  /**
   * Lets something wait.
   *
   * @return what is turned away for it: itself, or what waited before; empty if there was room
   */
  synchronized Optional<T> add(HashingTurn turn, T item) {
    if (ofLogin.getOrDefault(turn.login(), 0) >= mostOfLogin) {
      return Optional.of(item);
    }
    Optional<T> turnedAway = Optional.empty();
    if (size >= capacity) {
      turnedAway = makeRoomFor(turn);
      if (turnedAway.isEmpty()) {
        return Optional.of(item);
      }
    }
    places
        .computeIfAbsent(turn.place(), place -> new Place<>())
        .add(new Entry<>(turn.login(), item));
    ofLogin.merge(turn.login(), 1, Integer::sum);
    size++;
    return turnedAway;
  }

  private Optional<T> makeRoomFor(HashingTurn turn) {
    Place<T> own = places.get(turn.place());
    int mine = own == null ? 0 : own.waiting;
    return places.entrySet().stream()
        .max(Comparator.comparingInt(place -> place.getValue().waiting))
        .filter(longest -> longest.getValue().waiting > mine + 1)
        .map(
            longest -> {
              Entry<T> last = longest.getValue().giveUpLast();
              removed(last);
              return last.item;
            });
  }

  /** Takes what is next; empty if nothing waits. */
  synchronized Optional<T> poll() {
    Iterator<Map.Entry<String, Place<T>>> first = places.entrySet().iterator();
    if (!first.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<String, Place<T>> next = first.next();
    String name = next.getKey();
    Place<T> place = next.getValue();
    first.remove();
    Entry<T> taken = place.takeNext();
    if (place.waiting > 0) {
      places.put(name, place);
    }
    removed(taken);
    return Optional.of(taken.item);
  }

  private void removed(Entry<T> entry) {
    size--;
    ofLogin.computeIfPresent(entry.login, (login, count) -> count == 1 ? null : count - 1);
  }
}
