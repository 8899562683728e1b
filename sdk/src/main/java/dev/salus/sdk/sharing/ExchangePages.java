package dev.salus.sdk.sharing;

import dev.salus.api.InternalFault;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A walk over the exchange records that the server lists, page by page, one record at a time. */
final class ExchangePages {

  private static final int PAGE = 200;

  private final ServerApi server;
  private final Function<Object, Optional<ExchangeRecord>> parse;
  private final Deque<JsonObject> queries;
  private final Set<String> met = new HashSet<>();
  private final Promise<Void> done = Promise.promise();

  /**
   * @param queries of the lists to walk over, one after the other
   * @param parse what reads a record; what is none is left out
   */
  ExchangePages(
      ServerApi server,
      List<JsonObject> queries,
      Function<Object, Optional<ExchangeRecord>> parse) {
    this.server = server;
    this.queries = new ArrayDeque<>(queries);
    this.parse = parse;
  }

  /**
   * Hands over each record once, the next when the one before is done; to be called once. Fails
   * with what the action fails with, and with {@link InternalFault} if a list goes on without
   * anything new in it.
   */
  Future<Void> forEach(Function<ExchangeRecord, Future<?>> action) {
    nextList(action);
    return done.future();
  }

  /** In a chain of calls and not of futures: it may be a long one. */
  private void nextList(Function<ExchangeRecord, Future<?>> action) {
    JsonObject query = queries.poll();
    if (query == null) {
      done.complete();
    } else {
      page(query, null, action);
    }
  }

  private void page(
      JsonObject query, @Nullable String cursor, Function<ExchangeRecord, Future<?>> action) {
    JsonObject asked = query.copy().put("limit", PAGE);
    if (cursor != null) {
      asked.put("cursor", cursor);
    }
    Future.succeededFuture(asked)
        .compose(server::exchanges)
        .map(Page::of)
        .map(answer -> answer.withFresh(this::isFresh))
        .onFailure(done::fail)
        .onSuccess(answer -> records(query, answer, answer.records(), action));
  }

  private void records(
      JsonObject query,
      Page page,
      Deque<ExchangeRecord> left,
      Function<ExchangeRecord, Future<?>> action) {
    ExchangeRecord record = left.poll();
    if (record != null) {
      Future.succeededFuture(record)
          .compose(action::apply)
          .onFailure(done::fail)
          .onSuccess(next -> records(query, page, left, action));
    } else if (page.next() == null) {
      nextList(action);
    } else {
      page(query, page.next(), action);
    }
  }

  private Optional<ExchangeRecord> isFresh(Object item) {
    return parse.apply(item).filter(record -> met.add(record.id()));
  }

  /** What the server answered. */
  private record Page(JsonArray items, @Nullable String next, Deque<ExchangeRecord> records) {

    private static Page of(JsonObject answer) {
      if (answer.getValue("items") instanceof JsonArray items) {
        String next = answer.getValue("next") instanceof String text ? text : null;
        return new Page(items, next, new ArrayDeque<>());
      }
      throw new InternalFault("the server's list of exchange records is not one");
    }

    private Page withFresh(Function<Object, Optional<ExchangeRecord>> fresh) {
      items.stream().flatMap(item -> fresh.apply(item).stream()).forEach(records::add);
      if (records.isEmpty() && next != null) {
        throw new InternalFault("the server's list goes on without anything new in it");
      }
      return this;
    }
  }
}
