package dev.salus.storage.memory;

import dev.salus.storage.Change;
import dev.salus.storage.ChangePage;
import dev.salus.storage.support.CallLimits;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest change of each document in the order in which they happened. It holds one change per
 * document, whatever their number. Not thread-safe: the collection's lock guards it.
 */
final class ChangeLog {

  private final NavigableMap<Long, Last> changes = new TreeMap<>();
  private long head;

  /** The last change of a document; what else is told of it is made when it is. */
  private record Last(String id, @Nullable String rev) {
    private Change at(long sequence) {
      return new Change(Long.toString(sequence), id, rev);
    }
  }

  /** The sequence of the newest change, 0 if there is none yet. */
  long head() {
    return head;
  }

  /** Adds a change in place of the document's last one, and tells its sequence. */
  long append(String id, @Nullable String rev, long replaced) {
    changes.remove(replaced);
    head++;
    changes.put(head, new Last(id, rev));
    return head;
  }

  /** The first change after a sequence, or null. */
  @Nullable Change after(long sequence) {
    Map.Entry<Long, Last> next = changes.higherEntry(sequence);
    return next == null ? null : next.getValue().at(next.getKey());
  }

  ChangePage page(String since, int limit) {
    if (since.equals("now")) {
      CallLimits.changes(limit);
      return new ChangePage(List.of(), Long.toString(head));
    }
    List<Change> items =
        changes.tailMap(parse(since), false).entrySet().stream()
            .limit(CallLimits.changes(limit))
            .map(each -> each.getValue().at(each.getKey()))
            .toList();
    return new ChangePage(items, items.isEmpty() ? since : items.get(items.size() - 1).sequence());
  }

  /**
   * The number of a sequence that this log gave out.
   *
   * @throws IllegalArgumentException if it did not
   */
  long parse(String sequence) {
    try {
      long number = Long.parseLong(sequence);
      if (number >= 0 && number <= head) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notFromHere();
    }
    throw notFromHere();
  }

  private static IllegalArgumentException notFromHere() {
    return new IllegalArgumentException("a sequence that this store did not give out");
  }
}
