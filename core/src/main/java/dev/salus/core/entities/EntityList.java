package dev.salus.core.entities;

import dev.salus.core.storeaccess.PageRequest;
import dev.salus.protocol.EntityType;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a reader finds of a type, newest first: by the entries of a link, of a tag, or of the type.
 * By a link and a tag it goes through the entries of the link and leaves out what does not have the
 * tag, a bounded number of them for a page.
 */
final class EntityList {

  /** How many entries of the index one page goes through; with a filter it then ends early. */
  static final int MOST_LOOKED_AT = 2_000;

  /** The least that is read at once where some of it is left out. */
  private static final int READ_AT_ONCE = 100;

  private final DocumentStore store;
  private final String token;
  private final @Nullable String also;
  private final @Nullable Long from;
  private final @Nullable Long to;

  private EntityList(
      DocumentStore store,
      String token,
      @Nullable String also,
      @Nullable Long from,
      @Nullable Long to) {
    this.store = store;
    this.token = token;
    this.also = also;
    this.from = from;
    this.to = to;
  }

  /**
   * The list of a reader.
   *
   * @param link base64url; null for any
   * @param tag as {@link dev.salus.protocol.Tag#filter} writes it; null for any
   * @param from milliseconds since the epoch, inclusive; null for no bound
   * @param to milliseconds since the epoch, inclusive; null for no bound
   */
  static EntityList of(
      DocumentStore store,
      String reader,
      EntityType type,
      @Nullable String link,
      @Nullable String tag,
      @Nullable Long from,
      @Nullable Long to) {
    String byTag = tag == null ? null : IndexTokens.ofTag(reader, type, tag);
    if (link != null) {
      return new EntityList(store, IndexTokens.ofLink(reader, type, link), byTag, from, to);
    }
    String token = byTag == null ? IndexTokens.ofType(reader, type) : byTag;
    return new EntityList(store, token, null, from, to);
  }

  /**
   * A page that fits into an answer: {@code {items, next?}}.
   *
   * @param bound how much is read; empty if it is a strict one and does not do
   */
  Future<Optional<JsonObject>> page(PageRequest request, ReadBound bound) {
    int atOnce = also == null ? request.limit() : Math.max(request.limit(), READ_AT_ONCE);
    Reading reading = new Reading(atOnce, bound);
    return reading.more(new Found(request.limit(), List.of(), 0, 0), request.cursor(), false);
  }

  /** How a page is read: so many entries, and so many bytes of them, at a time. */
  private final class Reading {
    private final int atOnce;
    private final ReadBound bound;

    Reading(int atOnce, ReadBound bound) {
      this.atOnce = atOnce;
      this.bound = bound;
    }

    /**
     * Goes on from a cursor.
     *
     * @param last whether what comes after these is known not to fit
     */
    Future<Optional<JsonObject>> more(Found before, @Nullable String cursor, boolean last) {
      return more(before, cursor, atOnce, last);
    }

    private Future<Optional<JsonObject>> more(
        Found before, @Nullable String cursor, int count, boolean last) {
      Query query = new PageRequest(count, cursor).of(EntityDocument.BY_TOKEN, token);
      return store
          .query(EntityDocument.COLLECTION, query.between(from, to).newestFirst().within(bound))
          .compose(page -> goOn(before, cursor, page, last));
    }

    /** Only the store can end a page: if some of it does not fit, the rest is asked for again. */
    private Future<Optional<JsonObject>> goOn(
        Found before, @Nullable String cursor, Page page, boolean last) {
      int fitting = before.fitting(page.items(), EntityList.this::isListed);
      if (fitting == 0 && !page.items().isEmpty()) {
        return Future.succeededFuture(Optional.of(before.answer(cursor)));
      }
      if (fitting < page.items().size()) {
        return more(before, cursor, fitting, true);
      }
      Found found = before.and(page.items(), EntityList.this::isListed);
      if (last || page.next() == null || found.isEnough() || isAll(found)) {
        return Future.succeededFuture(Optional.of(found.answer(page.next())));
      }
      return isTooLittle(found)
          ? Future.succeededFuture(Optional.empty())
          : more(found, page.next(), false);
    }

    /** Whether there is no room for more. */
    private boolean isAll(Found found) {
      return bound.oneAtLeast() && (also == null || found.bytes() >= bound.bytes());
    }

    /** A page that was to be small is not: either it was cut, or what is kept adds up. */
    private boolean isTooLittle(Found found) {
      return !bound.oneAtLeast() && (also == null || found.bytes() > bound.bytes());
    }
  }

  private boolean isListed(Document document) {
    return also == null || EntityDocument.isUnder(document, also);
  }

  /**
   * What was found so far.
   *
   * @param limit the most that a page has
   * @param items wire forms
   * @param bytes about how many they take
   * @param lookedAt entries of the index, those left out too
   */
  private record Found(int limit, List<JsonObject> items, long bytes, int lookedAt) {

    boolean isEnough() {
      return items.size() >= limit || lookedAt >= MOST_LOOKED_AT;
    }

    /** How many of these documents can be gone through until one is to be listed and too much. */
    int fitting(List<Document> documents, Predicate<Document> isListed) {
      int count = items.size();
      long size = bytes;
      for (int i = 0; i < documents.size(); i++) {
        if (isListed.test(documents.get(i))) {
          count++;
          size += AnswerSize.bytes(EntityDocument.wireForm(documents.get(i)));
          if (count > limit || (count > 1 && size > AnswerSize.MOST_BYTES)) {
            return i;
          }
        }
      }
      return documents.size();
    }

    Found and(List<Document> documents, Predicate<Document> isListed) {
      List<JsonObject> more = new ArrayList<>(items);
      documents.stream().filter(isListed).map(EntityDocument::wireForm).forEach(more::add);
      long size = more.stream().mapToLong(AnswerSize::bytes).sum();
      return new Found(limit, more, size, lookedAt + documents.size());
    }

    JsonObject answer(@Nullable String next) {
      JsonObject answer = new JsonObject().put("items", new JsonArray(items));
      return next == null ? answer : answer.put("next", next);
    }
  }
}
