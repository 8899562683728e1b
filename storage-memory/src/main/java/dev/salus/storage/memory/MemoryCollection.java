package dev.salus.storage.memory;

import dev.salus.storage.Change;
import dev.salus.storage.ChangePage;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentText;
import dev.salus.storage.FoundDocuments;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import dev.salus.storage.StoreException.LargerThanBound;
import dev.salus.storage.StoreException.RevisionConflict;
import dev.salus.storage.support.CountedHistory;
import dev.salus.storage.support.JsonBytes;
import dev.salus.storage.support.Revision;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a collection, their indexes and their changes, which one lock keeps in step.
 * Thread-safe; its methods take as long as they need and return when they are done.
 */
final class MemoryCollection {

  /**
   * A document that is encoded, hashed and looked through, so that writing it is a few steps.
   *
   * @param encoded the body, not changed any more
   * @param body the same as plain JSON, for whoever writes it to have back
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record Prepared(
      String id,
      @Nullable String rev,
      byte[] encoded,
      JsonObject body,
      String hash,
      List<List<IndexEntry>> entries) {}

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<String, Slot> slots = new HashMap<>();
  private final List<SortedIndex> indexes;
  private final ChangeLog log;
  private final List<MemorySubscription> subscriptions = new CopyOnWriteArrayList<>();

  MemoryCollection(CollectionSpec spec, CountedHistory history) {
    this.log = new ChangeLog(history);
    this.indexes = spec.indexes().stream().map(SortedIndex::new).toList();
  }

  Optional<Document> get(String id) {
    Objects.requireNonNull(id, "id");
    Slot slot = locked(lock.readLock(), () -> slots.get(id));
    return slot instanceof Slot.Stored stored ? Optional.of(stored.copy()) : Optional.empty();
  }

  /** The documents of the first of these ids, as many as the bound permits. */
  FoundDocuments getMany(List<String> ids, ReadBound bound) {
    List<Optional<Document>> found = new ArrayList<>(ids.size());
    boolean isFirst = true;
    long read = 0;
    for (String id : ids) {
      if (locked(lock.readLock(), () -> slots.get(id)) instanceof Slot.Stored stored) {
        if (!bound.admits(read, isFirst, stored.body().bytes())) {
          break;
        }
        isFirst = false;
        read += stored.body().bytes();
        found.add(Optional.of(stored.copy()));
      } else {
        found.add(Optional.empty());
      }
    }
    return FoundDocuments.of(found, ids);
  }

  /** Throws {@link LargerThanBound}. */
  Optional<DocumentText> text(String id, ReadBound bound) {
    Objects.requireNonNull(id, "id");
    if (!(locked(lock.readLock(), () -> slots.get(id)) instanceof Slot.Stored stored)) {
      return Optional.empty();
    }
    if (!bound.admits(0, true, stored.body().bytes())) {
      throw new LargerThanBound();
    }
    return Optional.of(stored.body().text());
  }

  /** Throws {@link IllegalArgumentException} if the body is not JSON; changes nothing. */
  Prepared prepare(Document document) {
    byte[] encoded = JsonBytes.of(document.body());
    // Reading it back makes it our own copy and plain JSON, whatever the caller put into it.
    JsonObject body = new JsonObject(Buffer.buffer(encoded));
    return new Prepared(
        document.id(),
        document.rev(),
        encoded,
        body,
        Revision.hash(document.rev(), encoded),
        indexes.stream().map(index -> index.entriesOf(document.id(), body)).toList());
  }

  /** Creates or replaces; throws {@link RevisionConflict}. */
  Document put(Prepared prepared) {
    Slot.Stored stored = locked(lock.writeLock(), () -> replace(prepared));
    subscriptions.forEach(MemorySubscription::wake);
    return new Document(stored.id(), stored.rev(), prepared.body());
  }

  /** Leaves a tombstone; throws {@link RevisionConflict}. */
  void delete(String id, String rev) {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(rev, "rev");
    locked(lock.writeLock(), () -> bury(id, rev));
    subscriptions.forEach(MemorySubscription::wake);
  }

  Page query(Query query) {
    SortedIndex index = index(query.index());
    SortedIndex.Slice slice = locked(lock.readLock(), () -> index.slice(query));
    return new Page(slice.documents().stream().map(Slot.Stored::copy).toList(), slice.next());
  }

  ChangePage changes(String since, int limit) {
    return locked(lock.readLock(), () -> log.page(since, limit));
  }

  MemorySubscription subscribe(
      OperationRunner callers, Context context, String since, Handler<Change> handler) {
    String position = locked(lock.readLock(), () -> log.position(since));
    MemorySubscription subscription =
        new MemorySubscription(
            callers,
            context,
            position,
            handler,
            sequence -> locked(lock.readLock(), () -> log.after(sequence)),
            subscriptions::remove);
    subscriptions.add(subscription);
    subscription.wake();
    return subscription;
  }

  /** Those that are running now. */
  List<MemorySubscription> subscriptions() {
    return List.copyOf(subscriptions);
  }

  private SortedIndex index(String name) {
    return indexes.stream()
        .filter(index -> index.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such index: " + name));
  }

  private Slot.Stored replace(Prepared prepared) {
    String id = prepared.id();
    Slot old = slots.get(id);
    requireRev(id, prepared.rev(), old);
    long generation = old == null ? 1 : old.generation() + 1;
    String rev = Revision.of(generation, prepared.hash());
    long sequence = log.append(id, rev, old == null ? 0 : old.sequence());
    Body body = Body.of(rev, prepared.encoded(), prepared.body());
    Slot.Stored stored = new Slot.Stored(id, rev, generation, sequence, body, prepared.entries());
    slots.put(id, stored);
    removeEntries(old);
    for (int i = 0; i < indexes.size(); i++) {
      indexes.get(i).add(stored.entries().get(i), stored);
    }
    return stored;
  }

  private Slot bury(String id, String rev) {
    if (!(slots.get(id) instanceof Slot.Stored old)) {
      throw new RevisionConflict(id, rev, null);
    }
    requireRev(id, rev, old);
    long sequence = log.append(id, null, old.sequence());
    removeEntries(old);
    Slot.Tombstone tombstone = new Slot.Tombstone(old.generation() + 1, sequence);
    slots.put(id, tombstone);
    return tombstone;
  }

  private void removeEntries(@Nullable Slot old) {
    if (old instanceof Slot.Stored stored) {
      for (int i = 0; i < indexes.size(); i++) {
        indexes.get(i).remove(stored.entries().get(i));
      }
    }
  }

  private static void requireRev(String id, @Nullable String expected, @Nullable Slot old) {
    String actual = old instanceof Slot.Stored stored ? stored.rev() : null;
    if (!Objects.equals(expected, actual)) {
      throw new RevisionConflict(id, expected, actual);
    }
  }

  private static <T extends @Nullable Object> T locked(Lock lock, Supplier<T> step) {
    lock.lock();
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }
}
