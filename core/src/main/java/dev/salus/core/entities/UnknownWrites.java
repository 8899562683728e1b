package dev.salus.core.entities;

import dev.salus.core.storeaccess.LargeReads;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes of which the store did not say whether they happened. What they were to take counts for
 * their author, until it is looked up; where even that does not tell, and for what is forgotten in
 * a crash, until all is counted anew. For one context only.
 */
final class UnknownWrites {

  /** So much later a write happens no more: a store gives up sooner. */
  static final Duration LOOKED_UP_AFTER = Duration.ofMinutes(5);

  /** The most that are remembered. */
  static final int MOST = 10_000;

  private final DocumentStore store;
  private final ReadMemory memory;
  private final Clock clock;
  private final BiConsumer<String, Long> give;
  private final String own;
  private final Queue<Write> writes = new ArrayDeque<>();
  private long marked;

  /**
   * A write.
   *
   * @param author who it counts for
   * @param id of the entity
   * @param next the generation that it was to make
   * @param mark which write it is
   * @param growth how many bytes more there are then; so many count already if they are more than
   *     none
   * @param at when it was tried
   */
  private record Write(String author, String id, long next, String mark, long growth, long at) {

    /** A later one that somebody built on it tells nothing; then it counts as stored. */
    boolean isStored(Optional<Document> found) {
      long now = generation(found.map(Document::storedRev).orElse(null));
      boolean isOurs = found.map(ChangeMark::write).filter(mark::equals).isPresent();
      return isOurs || now > next;
    }

    static long generation(@Nullable String rev) {
      return rev == null ? 0 : Long.parseLong(rev.substring(0, rev.indexOf('-')));
    }
  }

  /**
   * @param own what no other object of this class has, wherever it is
   * @param give is told whose bytes are free, and how many
   */
  UnknownWrites(
      String own,
      DocumentStore store,
      ReadMemory memory,
      Clock clock,
      BiConsumer<String, Long> give) {
    this.own = own;
    this.store = store;
    this.memory = memory;
    this.clock = clock;
    this.give = give;
  }

  /** The document as it is to be written, by which it can be told whether it was. */
  Document marked(Document document) {
    return ChangeMark.ofWrite(document, own + "." + marked++);
  }

  /** The write of a document, which was marked, for an author. */
  void add(String author, Document document, long growth) {
    String mark = ChangeMark.write(document);
    if (mark != null && growth != 0 && writes.size() < MOST) {
      long next = Write.generation(document.rev()) + 1;
      writes.add(new Write(author, document.id(), next, mark, growth, clock.millis()));
    }
  }

  /** Looks up those that are old enough; never fails, what cannot be read is looked up later. */
  Future<Void> lookUp() {
    Write first = writes.peek();
    if (first == null || first.at + LOOKED_UP_AFTER.toMillis() > clock.millis()) {
      return Future.succeededFuture();
    }
    writes.remove();
    return LargeReads.one(
            store,
            EntityDocument.COLLECTION,
            memory,
            first.author,
            first.id,
            found -> Future.succeededFuture(first.isStored(found)))
        .onSuccess(stored -> settle(first, stored))
        .compose(settled -> lookUp())
        .recover(
            failure -> {
              writes.add(first);
              return Future.succeededFuture();
            });
  }

  private void settle(Write write, boolean isStored) {
    long free = isStored ? -write.growth : write.growth;
    if (free > 0) {
      give.accept(write.author, free);
    }
  }
}
