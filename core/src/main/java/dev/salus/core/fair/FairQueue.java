package dev.salus.core.fair;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What waits, in turns: each place gets its turn after every other one, and at a place each person.
 * So whoever brings much waits for itself. Bounded: when it is full, the place with the most gives
 * up what came last for whoever has less. Thread-safe.
 *
 * @param <T> what waits
 */
public final class FairQueue<T> {

  private final int capacity;
  private final int mostOfPerson;
  private final Map<String, Place<T>> places = new LinkedHashMap<>();
  private final Map<String, Integer> ofPerson = new HashMap<>();
  private int size;

  /**
   * @param capacity the most that may wait
   * @param mostOfPerson the most that may wait for one person, wherever it comes from
   */
  public FairQueue(int capacity, int mostOfPerson) {
    this.capacity = capacity;
    this.mostOfPerson = mostOfPerson;
  }

  private record Entry<T>(String person, T item) {}

  /** What waits from one place, person by person. */
  private static final class Place<T> {
    private final Map<String, ArrayDeque<Entry<T>>> persons = new LinkedHashMap<>();
    private int waiting;

    void add(Entry<T> entry) {
      persons.computeIfAbsent(entry.person, person -> new ArrayDeque<>()).addLast(entry);
      waiting++;
    }

    Entry<T> takeNext() {
      Iterator<Map.Entry<String, ArrayDeque<Entry<T>>>> first = persons.entrySet().iterator();
      ArrayDeque<Entry<T>> queue = first.next().getValue();
      first.remove();
      Entry<T> taken = queue.removeFirst();
      if (!queue.isEmpty()) {
        persons.put(taken.person, queue);
      }
      waiting--;
      return taken;
    }

    Entry<T> giveUpLast() {
      ArrayDeque<Entry<T>> longest =
          persons.values().stream().max(Comparator.comparingInt(ArrayDeque::size)).orElseThrow();
      Entry<T> last = longest.removeLast();
      if (longest.isEmpty()) {
        persons.remove(last.person);
      }
      waiting--;
      return last;
    }
  }

  /**
   * Lets something wait.
   *
   * @param place where it comes from
   * @param person for whom
   * @return what is turned away for it: itself, or what waited before; empty if there was room
   */
  public synchronized Optional<T> add(String place, String person, T item) {
    if (ofPerson.getOrDefault(person, 0) >= mostOfPerson) {
      return Optional.of(item);
    }
    Optional<T> turnedAway = Optional.empty();
    if (size >= capacity) {
      turnedAway = makeRoomFor(place);
      if (turnedAway.isEmpty()) {
        return Optional.of(item);
      }
    }
    places.computeIfAbsent(place, name -> new Place<>()).add(new Entry<>(person, item));
    ofPerson.merge(person, 1, Integer::sum);
    size++;
    return turnedAway;
  }

  private Optional<T> makeRoomFor(String place) {
    Place<T> own = places.get(place);
    int mine = own == null ? 0 : own.waiting;
    return places.entrySet().stream()
        .max(Comparator.comparingInt(each -> each.getValue().waiting))
        .filter(longest -> longest.getValue().waiting > mine + 1)
        .map(
            longest -> {
              Entry<T> last = longest.getValue().giveUpLast();
              removed(last);
              return last.item;
            });
  }

  /** Takes what is next; empty if nothing waits. */
  public synchronized Optional<T> poll() {
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
    ofPerson.computeIfPresent(entry.person, (person, count) -> count == 1 ? null : count - 1);
  }
}
