package dev.salus.sdk.connection;

import dev.salus.api.InternalFault;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Collects a list that has several pages. */
public final class AllPages {

  private static final int PAGE = 1_000;

  /**
   * A list that goes on beyond that is a server that never ends it; a page may have one item only,
   * if it is large.
   */
  private static final int MOST_PAGES = 10_000;

  private AllPages() {}

  /**
   * All items.
   *
   * @param list asks for a page
   * @param query what is asked for, without limit and cursor
   */
  public static Future<List<JsonObject>> of(
      Function<JsonObject, Future<JsonObject>> list, JsonObject query) {
    return of(list, query, ServerAnswers::items);
  }

  /**
   * The same, whatever an item is.
   *
   * @param items reads those of an answer; throws if it has no list
   */
  public static <T> Future<List<T>> of(
      Function<JsonObject, Future<JsonObject>> list,
      JsonObject query,
      Function<JsonObject, List<T>> items) {
    return next(list, query.copy().put("limit", PAGE), items, new ArrayList<>(), MOST_PAGES);
  }

  private static <T> Future<List<T>> next(
      Function<JsonObject, Future<JsonObject>> list,
      JsonObject query,
      Function<JsonObject, List<T>> items,
      List<T> before,
      int left) {
    return list.apply(query)
        .compose(
            answer -> {
              before.addAll(items.apply(answer));
              String cursor = ServerAnswers.next(answer);
              if (cursor == null) {
                return Future.succeededFuture(before);
              }
              return left > 1
                  ? next(list, query.copy().put("cursor", cursor), items, before, left - 1)
                  : Future.failedFuture(new InternalFault("the server's list does not end"));
            });
  }
}
