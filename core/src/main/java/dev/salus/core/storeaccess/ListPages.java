package dev.salus.core.storeaccess;

import dev.salus.api.Invalid;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import dev.salus.storage.support.JsonSize;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a list that fit into an answer: {@code {items, next?}}, with as many items as were asked
 * for or as go into {@link #MOST_BYTES}, and one at least if there is one. Others can fill a list
 * with what is large, so no more of it is read at once than is about to be shown.
 */
public final class ListPages {

  /** As much as a body may have; one item that is larger is an answer alone. */
  public static final long MOST_BYTES = 8 * 1024 * 1024L;

  /** How many documents are read at once while nothing is known of how large they are. */
  static final int FIRST_STEP = 10;

  /** The most documents that are read at once. */
  static final int LARGEST_STEP = 50;

  private final DocumentStore store;
  private final String collection;
  private final Query query;
  private final Function<Document, JsonObject> show;

  private ListPages(
      DocumentStore store, String collection, Query query, Function<Document, JsonObject> show) {
    this.store = store;
    this.collection = collection;
    this.query = query;
    this.show = show;
  }

  /**
   * The page of an index that a query says, read in turns: many who ask for long pages of what is
   * small take as much memory as few who ask for what is large.
   *
   * @param owner in whose turn
   * @param query with the limit and the cursor that were asked for
   * @param show what of a document is an item
   */
  public static Future<JsonObject> inTurns(
      ReadMemory memory,
      String owner,
      DocumentStore store,
      String collection,
      Query query,
      Function<Document, JsonObject> show) {
    return LargeReads.several(
        memory,
        owner,
        bound ->
            new ListPages(store, collection, query.within(bound), show)
                .more(new Found(List.of(), 0, 0), query.cursor(), FIRST_STEP, false));
  }

  /**
   * A page of a list that is all there, in its order. Its cursors are the names of items.
   *
   * @param nameOf what an item is told from the others by
   * @throws Invalid if the cursor is of no item
   */
  public static JsonObject ofWhole(
      List<JsonObject> all, PageRequest page, Function<JsonObject, String> nameOf) {
    return ofWhole(all, page, nameOf, Function.identity());
  }

  /**
   * The same of anything.
   *
   * @param show what is shown of an item; is asked of those on the page only, and the next one
   */
  public static <T> JsonObject ofWhole(
      List<T> all, PageRequest page, Function<T, String> nameOf, Function<T, JsonObject> show) {
    int begin = page.cursor() == null ? 0 : after(all, page.cursor(), nameOf);
    Found found = new Found(List.of(), 0, 0);
    int end = begin;
    while (end < all.size() && end - begin < page.limit()) {
      JsonObject item = show.apply(all.get(end));
      if (!found.hasRoomFor(item)) {
        break;
      }
      found = found.and(item, 0);
      end++;
    }
    return found.answer(end < all.size() ? nameOf.apply(all.get(end - 1)) : null);
  }

  private static <T> int after(List<T> all, String cursor, Function<T, String> nameOf) {
    for (int i = 0; i < all.size(); i++) {
      if (nameOf.apply(all.get(i)).equals(cursor)) {
        return i + 1;
      }
    }
    throw new Invalid("cursor", "cursor: does not belong to this list");
  }

  /**
   * Goes on from a cursor.
   *
   * @param last whether what comes after these is known not to fit
   */
  private Future<Optional<JsonObject>> more(
      Found before, @Nullable String cursor, int atOnce, boolean last) {
    int limit = Math.min(atOnce, query.limit() - before.items().size());
    Query step =
        new Query(
            query.index(),
            query.prefix(),
            query.from(),
            query.to(),
            query.descending(),
            limit,
            cursor,
            query.bound());
    return store.query(collection, step).compose(page -> goOn(before, cursor, page, last));
  }

  /** Only the store can end a page: if some of it does not fit, the rest is asked for again. */
  private Future<Optional<JsonObject>> goOn(
      Found before, @Nullable String cursor, Page page, boolean last) {
    Found found = before;
    for (int i = 0; i < page.items().size(); i++) {
      JsonObject item = show.apply(page.items().get(i));
      if (!found.hasRoomFor(item)) {
        return i == 0
            ? Future.succeededFuture(Optional.of(before.answer(cursor)))
            : more(before, cursor, i, true);
      }
      found = found.and(item, JsonSize.of(page.items().get(i).body()));
    }
    boolean isFull = found.bytes() >= query.bound().bytes();
    if (isFull && !query.bound().oneAtLeast()) {
      return Future.succeededFuture(Optional.empty());
    }
    return last || isFull || page.next() == null || found.items().size() >= query.limit()
        ? Future.succeededFuture(Optional.of(found.answer(page.next())))
        : more(found, page.next(), found.nextStep(), false);
  }

  /**
   * What was found so far.
   *
   * @param items as they are shown
   * @param bytes about how many they take
   * @param largest about how many bytes the largest of their documents takes
   */
  private record Found(List<JsonObject> items, long bytes, long largest) {

    boolean hasRoomFor(JsonObject item) {
      return items.isEmpty() || bytes + JsonSize.of(item) <= MOST_BYTES;
    }

    Found and(JsonObject item, long ofDocument) {
      List<JsonObject> more = new ArrayList<>(items);
      more.add(item);
      return new Found(more, bytes + JsonSize.of(item), Math.max(largest, ofDocument));
    }

    int nextStep() {
      return (int) Math.max(1, Math.min(LARGEST_STEP, MOST_BYTES / Math.max(1, largest)));
    }

    JsonObject answer(@Nullable String next) {
      JsonObject answer = new JsonObject().put("items", new JsonArray(items));
      return next == null ? answer : answer.put("next", next);
    }
  }
}
