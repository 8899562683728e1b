package dev.salus.storage.memory;

import dev.salus.storage.IndexKeys;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import dev.salus.storage.StoreException.InvalidCursor;
import dev.salus.storage.StoreException.LargerThanBound;
import dev.salus.storage.support.EntryPosition;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One index of a collection. Not thread-safe: the collection's lock guards it. */
final class SortedIndex {

  /**
   * Part of an index, in the order that was asked for.
   *
   * @param documents at most as many as asked for and as the bound permits; an entry each
   * @param next the cursor of what comes after them; null if nothing does
   */
  record Slice(List<Slot.Stored> documents, @Nullable String next) {}

  private final IndexSpec spec;
  private final IndexKeys keys;
  private final NavigableMap<IndexEntry, Slot.Stored> entries = new TreeMap<>();

  SortedIndex(IndexSpec spec) {
    this.spec = spec;
    this.keys = new IndexKeys(spec);
  }

  String name() {
    return spec.name();
  }

  /** The entries that a document with this body has, none twice; needs no lock. */
  List<IndexEntry> entriesOf(String id, JsonObject body) {
    return keys.of(body).stream().map(key -> new IndexEntry(shared(key, id), id)).toList();
  }

  /** The same key, of which a part that is the id takes no memory of its own. */
  private static List<Object> shared(List<Object> key, String id) {
    return key.stream().map(part -> part.equals(id) ? id : part).toList();
  }

  void remove(List<IndexEntry> old) {
    old.forEach(entries::remove);
  }

  void add(List<IndexEntry> fresh, Slot.Stored document) {
    fresh.forEach(entry -> entries.put(entry, document));
  }

  /** The entries of the query's range after its cursor; costs what it returns. */
  Slice slice(Query query) {
    IndexEntry low = new IndexEntry(bound(query, query.from()), "");
    IndexEntry high = new IndexEntry(upper(query), "");
    if (low.compareTo(high) > 0) {
      return new Slice(List.of(), null);
    }
    NavigableMap<IndexEntry, Slot.Stored> range = entries.subMap(low, true, high, true);
    if (query.descending()) {
      range = range.descendingMap();
    }
    String cursor = query.cursor();
    if (cursor != null) {
      range = range.tailMap(position(cursor, low, high), false);
    }
    return take(range, query.limit(), query.bound());
  }

  private Slice take(NavigableMap<IndexEntry, Slot.Stored> range, int limit, ReadBound bound) {
    List<Slot.Stored> documents = new ArrayList<>(Math.min(limit, 64));
    IndexEntry last = null;
    long read = 0;
    for (Map.Entry<IndexEntry, Slot.Stored> entry : range.entrySet()) {
      long bytes = entry.getValue().body().bytes();
      boolean fits = bound.admits(read, last == null, bytes);
      if (last == null && !fits) {
        throw new LargerThanBound();
      }
      if (last != null && (documents.size() == limit || !fits)) {
        return new Slice(
            Collections.unmodifiableList(documents),
            new EntryPosition(last.key(), last.id()).write(name()));
      }
      documents.add(entry.getValue());
      read += bytes;
      last = entry.getKey();
    }
    return new Slice(Collections.unmodifiableList(documents), null);
  }

  private IndexEntry position(String cursor, IndexEntry low, IndexEntry high) {
    EntryPosition read = EntryPosition.read(cursor, name(), spec.key().size());
    IndexEntry position = new IndexEntry(read.key(), read.id());
    if (position.compareTo(low) < 0 || position.compareTo(high) > 0) {
      throw new InvalidCursor();
    }
    return position;
  }

  private List<Object> upper(Query query) {
    List<Object> key = bound(query, query.to());
    key.add(IndexEntry.END);
    return key;
  }

  private List<Object> bound(Query query, @Nullable Object last) {
    List<Object> key = new ArrayList<>();
    query.prefix().forEach(part -> key.add(value(part)));
    if (last != null) {
      key.add(value(last));
    }
    if (key.size() > spec.key().size()) {
      throw new IllegalArgumentException("the query has more parts than the index " + name());
    }
    return key;
  }

  private static Object value(Object part) {
    if (part instanceof Integer integer) {
      return integer.longValue();
    }
    if (part instanceof String || part instanceof Long) {
      return part;
    }
    throw new IllegalArgumentException("a key part is a string or an integer");
  }
}
