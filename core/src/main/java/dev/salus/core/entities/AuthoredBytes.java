package dev.salus.core.entities;

import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.protocol.EntityType;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many bytes the entities take that one data owner created: goes through what it can
 * see, a page after the other, since nobody loses its own delegation of what it created.
 */
final class AuthoredBytes {

  /**
   * So long is waited before all is counted, for what was taken for writes to be stored, and
   * afterwards, for what was deleted before it was looked at to be given back: else neither would
   * be counted. A store that takes longer to answer may have what was under way then left out.
   */
  static final Duration SETTLED_AFTER = Duration.ofSeconds(5);

  private static final int AT_ONCE = 200;

  private final Vertx vertx;
  private final DocumentStore store;
  private final ReadMemory memory;
  private final String author;
  private final Queue<EntityType> types = new ArrayDeque<>(Arrays.asList(EntityType.values()));
  private final Promise<Long> result = Promise.promise();
  private long sum;

  private AuthoredBytes(Vertx vertx, DocumentStore store, ReadMemory memory, String author) {
    this.vertx = vertx;
    this.store = store;
    this.memory = memory;
    this.author = author;
  }

  /**
   * How many there are, what is written meanwhile counted or not. What was under way before has
   * come to its end when they are counted, and what went meanwhile when they are told.
   */
  static Future<Long> of(Vertx vertx, DocumentStore store, ReadMemory memory, String author) {
    return settled(vertx)
        .compose(before -> new AuthoredBytes(vertx, store, memory, author).counted())
        .compose(sum -> settled(vertx).map(sum));
  }

  private static Future<Void> settled(Vertx vertx) {
    return vertx.timer(SETTLED_AFTER.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<Long> counted() {
    nextType();
    return result.future();
  }

  private void nextType() {
    EntityType type = types.poll();
    if (type == null) {
      result.complete(sum);
    } else {
      read(Query.of(EntityDocument.BY_TOKEN, AT_ONCE, IndexTokens.ofType(author, type)));
    }
  }

  /** Each page in a turn, so that no more is in memory than a page of those who count. */
  private void read(Query query) {
    memory
        .during(
            author,
            memory.large(),
            () ->
                store
                    .query(EntityDocument.COLLECTION, query.within(memory.large()))
                    .map(this::added))
        .onSuccess(next -> vertx.runOnContext(turn -> goOn(query, next.orElse(null))))
        .onFailure(result::fail);
  }

  private Optional<String> added(Page page) {
    for (Document document : page.items()) {
      if (author.equals(EntityDocument.author(document))) {
        sum += EntityDocument.bytes(document);
      }
    }
    return Optional.ofNullable(page.next());
  }

  private void goOn(Query query, @Nullable String next) {
    if (next == null) {
      nextType();
    } else {
      read(query.after(next));
    }
  }
}
