package dev.salus.sdk.connection;

import dev.salus.api.InternalFault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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
    Pages<T> pages = new Pages<>(list, query.copy().put("limit", PAGE), items);
    pages.goOn();
    return pages.all.future();
  }

  /** The way through the pages; answers that are there at once do not nest, however many. */
  private static final class Pages<T> {
    private final Promise<List<T>> all = Promise.promise();
    private final List<T> before = new ArrayList<>();
    private final Function<JsonObject, Future<JsonObject>> list;
    private final Function<JsonObject, List<T>> items;
    private JsonObject query;
    private int left = MOST_PAGES;

    Pages(
        Function<JsonObject, Future<JsonObject>> list,
        JsonObject query,
        Function<JsonObject, List<T>> items) {
      this.list = list;
      this.query = query;
      this.items = items;
    }

    void goOn() {
      Future<JsonObject> answer = ask();
      while (answer.succeeded() && isMoreAfter(answer.result())) {
        answer = ask();
      }
      if (!all.future().isComplete()) {
        answer.onComplete(this::isMoreAndGoOn, all::tryFail);
      }
    }

    private Future<JsonObject> ask() {
      return Future.succeededFuture(query).compose(list);
    }

    private void isMoreAndGoOn(JsonObject answer) {
      if (isMoreAfter(answer)) {
        goOn();
      }
    }

    private boolean isMoreAfter(JsonObject answer) {
      try {
        before.addAll(items.apply(answer));
        String cursor = ServerAnswers.next(answer);
        if (cursor == null) {
          all.tryComplete(before);
          return false;
        }
        left--;
        if (left == 0) {
          throw new InternalFault("the server's list does not end");
        }
        query = query.copy().put("cursor", cursor);
        return true;
      } catch (RuntimeException unusable) {
        all.tryFail(unusable);
        return false;
      }
    }
  }
}
