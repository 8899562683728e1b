package dev.salus.sdk.change;

import java.util.LinkedHashMap;
import java.util.Map;

/** Of which revision a listener was told last, of the entities that it was told of last. */
final class ToldRevisions {

  private static final int MOST = 1_000;

  private final Map<String, String> revisions = new LastTold();

  /** Forgets what was told longest ago. */
  private static final class LastTold extends LinkedHashMap<String, String> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
      return size() > MOST;
    }
  }

  /** Whether it was not told of this very revision last; notes that it is now. */
  synchronized boolean isNews(EntityEvent event) {
    String before = revisions.remove(event.id());
    revisions.put(event.id(), event.rev());
    return !event.rev().equals(before);
  }
}
