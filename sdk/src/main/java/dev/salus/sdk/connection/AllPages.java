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

  /** A list that goes on beyond that is a server that never ends it. */
  private static final int MOST_PAGES = 100;

  private AllPages() {}

  /**
   * All items.
   *
   * @param list asks for a page
   * @param query what is asked for, without limit and cursor
   */
  public static Future<List<JsonObject>> of(
      Function<JsonObject, Future<JsonObject>> list, JsonObject query) {
    return next(list, query.copy().put("limit", PAGE), new ArrayList<>(), MOST_PAGES);
  }

  private static Future<List<JsonObject>> next(
      Function<JsonObject, Future<JsonObject>> list,
      JsonObject query,
      List<JsonObject> before,
      int left) {
    return list.apply(query)
        .compose(
            answer -> {
              before.addAll(ServerAnswers.items(answer));
              String cursor = ServerAnswers.next(answer);
              if (cursor == null) {
                return Future.succeededFuture(before);
              }
              return left > 1
                  ? next(list, query.copy().put("cursor", cursor), before, left - 1)
                  : Future.failedFuture(new InternalFault("the server's list does not end"));
            });
  }
}
