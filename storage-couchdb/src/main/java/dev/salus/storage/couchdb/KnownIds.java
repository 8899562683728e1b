package dev.salus.storage.couchdb;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Encoded ids of which CouchDB is known to have a document or the tombstone of one. That never
 * ends: CouchDB forgets no id unless an administrator purges it. To be used on the io context only.
 */
final class KnownIds {

  /** So many are remembered, those that were seen last: about half a megabyte. */
  static final int MOST = 4_096;

  private final Set<String> ids = Collections.newSetFromMap(new LatestFirst());

  /** Forgets what was seen longest ago when there are too many. */
  private static final class LatestFirst extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;
    private static final float LOAD_FACTOR = 0.75f;

    LatestFirst() {
      super(MOST, LOAD_FACTOR, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > MOST;
    }
  }

  /** CouchDB has shown a revision of this one. */
  void seen(String code) {
    ids.add(code);
  }

  boolean isKnown(String code) {
    return ids.contains(code);
  }
}
