package dev.salus.storage.memory;

import dev.salus.storage.Change;
import dev.salus.storage.ChangePage;
import dev.salus.storage.support.CallLimits;
import dev.salus.storage.support.CountedHistory;
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

  private final CountedHistory history;
  private final NavigableMap<Long, Last> changes = new TreeMap<>();
  private long head;

  /** The last change of a document; what else is told of it is made when it is. */
  private record Last(String id, @Nullable String rev) {}

  /**
   * @param history its own, which no other log has: with the process, this one is forgotten
   */
  ChangeLog(CountedHistory history) {
    this.history = history;
  }

  /** Adds a change in place of the document's last one, and tells its sequence. */
  long append(String id, @Nullable String rev, long replaced) {
    changes.remove(replaced);
    head++;
    changes.put(head, new Last(id, rev));
    return head;
  }

  /** The first change after a sequence, or null. */
  @Nullable Change after(String sequence) {
    Map.Entry<Long, Last> next = changes.higherEntry(parse(sequence));
    return next == null ? null : change(next);
  }

  ChangePage page(String since, int limit) {
    if (since.equals("now")) {
      CallLimits.changes(limit);
      return new ChangePage(List.of(), history.sequence(head));
    }
    List<Change> items =
        changes.tailMap(parse(since), false).entrySet().stream()
            .limit(CallLimits.changes(limit))
            .map(this::change)
            .toList();
    return new ChangePage(items, items.isEmpty() ? since : items.get(items.size() - 1).sequence());
  }

  /**
   * Where to begin.
   *
   * @param since a sequence, or {@code "now"}
   * @throws IllegalArgumentException if it is one that this log did not give out
   */
  String position(String since) {
    return history.sequence(since.equals("now") ? head : parse(since));
  }

  private long parse(String sequence) {
    return history.number(sequence, head);
  }

  private Change change(Map.Entry<Long, Last> at) {
    Last last = at.getValue();
    return new Change(history.sequence(at.getKey()), last.id(), last.rev());
  }
}
