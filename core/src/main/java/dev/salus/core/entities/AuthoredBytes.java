package dev.salus.core.entities;

import dev.salus.protocol.EntityType;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many bytes the entities take that one data owner created: goes through what it can
 * see, a page after the other, since nobody loses its own delegation of what it created.
 */
final class AuthoredBytes {

  private static final int FIRST_PAGE = 10;
  private static final int LARGEST_PAGE = 200;

  /** A page has about so many at most, as far as is known. */
  private static final long MOST_AT_ONCE = AnswerSize.MOST_BYTES;

  private final Vertx vertx;
  private final DocumentStore store;
  private final String author;
  private final Queue<EntityType> types = new ArrayDeque<>(Arrays.asList(EntityType.values()));
  private final Promise<Long> result = Promise.promise();
  private long sum;

  private AuthoredBytes(Vertx vertx, DocumentStore store, String author) {
    this.vertx = vertx;
    this.store = store;
    this.author = author;
  }

  /** How many there are, what is written meanwhile counted or not. */
  static Future<Long> of(Vertx vertx, DocumentStore store, String author) {
    AuthoredBytes counting = new AuthoredBytes(vertx, store, author);
    counting.nextType();
    return counting.result.future();
  }

  private void nextType() {
    EntityType type = types.poll();
    if (type == null) {
      result.complete(sum);
    } else {
      read(IndexTokens.ofType(author, type), null, FIRST_PAGE);
    }
  }

  private void read(String token, @Nullable String cursor, int limit) {
    store
        .query(
            EntityDocument.COLLECTION,
            Query.of(EntityDocument.BY_TOKEN, limit, token).after(cursor))
        .onSuccess(page -> vertx.runOnContext(turn -> add(token, page)))
        .onFailure(result::fail);
  }

  private void add(String token, Page page) {
    long largest = 1;
    for (Document document : page.items()) {
      long bytes = EntityDocument.bytes(document);
      largest = Math.max(largest, bytes);
      if (author.equals(EntityDocument.author(document))) {
        sum += bytes;
      }
    }
    if (page.next() == null) {
      nextType();
    } else {
      read(token, page.next(), (int) Math.max(1, Math.min(LARGEST_PAGE, MOST_AT_ONCE / largest)));
    }
  }
}
