package dev.salus.sdk.entity;

import dev.salus.api.InternalFault;
import dev.salus.api.Problems;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.model.SkippedDelegate;
import dev.salus.sdk.sealing.OpenedEntity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of the items of one request, each on its own. */
final class BatchAnswers<T> {

  private final EntityModels<T> models;
  private final EntitySender sender;

  BatchAnswers(EntityModels<T> models, EntitySender sender) {
    this.models = models;
    this.sender = sender;
  }

  /**
   * A result for each item, in their order.
   *
   * @param answers the server's, for those that were sent
   * @param skipped with whom new ones are not shared
   */
  Future<List<BatchResult<T>>> results(
      List<BatchItem> items, List<JsonObject> answers, List<SkippedDelegate> skipped) {
    Iterator<JsonObject> next = answers.iterator();
    List<Future<BatchResult<T>>> results = new ArrayList<>();
    for (BatchItem item : items) {
      if (item instanceof BatchItem.Sealed sealed) {
        results.add(answered(sealed.entity(), answer(next), skipped));
      } else {
        results.add(Future.succeededFuture(unsent(item)));
      }
    }
    return Future.all(results).map(all -> results.stream().map(Future::result).toList());
  }

  private static JsonObject answer(Iterator<JsonObject> answers) {
    if (!answers.hasNext()) {
      throw new InternalFault("the server's answer has too few results");
    }
    return answers.next();
  }

  /** A conflict may be with this very item, of which an answer was lost. */
  private Future<BatchResult<T>> answered(
      OpenedEntity sealed, JsonObject answer, List<SkippedDelegate> skipped) {
    BatchResult<T> result = believed(sealed, answer, skipped);
    return result instanceof BatchResult.Failed<T> failed
        ? sender
            .ownIfStored(OwnWrite.of(sealed), sealed, failed.error())
            .<BatchResult<T>>map(stored -> new BatchResult.Done<>(models.model(stored)))
            .otherwise(failed)
        : Future.succeededFuture(result);
  }

  /** What the server says wrongly of one spoils that one. */
  private BatchResult<T> believed(
      OpenedEntity sealed, JsonObject answer, List<SkippedDelegate> skipped) {
    try {
      return result(sealed, answer, skipped);
    } catch (TamperedEntity lie) {
      return new BatchResult.Failed<>(sealed.entity().header().id(), lie);
    }
  }

  private BatchResult<T> result(
      OpenedEntity sealed, JsonObject answer, List<SkippedDelegate> skipped) {
    String rev = ServerAnswers.optionalText(answer, "rev");
    if (rev != null) {
      return done(sealed, rev, skipped);
    }
    Throwable error =
        answer.getValue("error") instanceof JsonObject problem
            ? Problems.fromJson(problem)
            : new InternalFault("the server's answer has a result of no kind");
    return new BatchResult.Failed<>(sealed.entity().header().id(), error);
  }

  private BatchResult<T> done(OpenedEntity sealed, String rev, List<SkippedDelegate> skipped) {
    boolean created = sealed.entity().rev() == null;
    return new BatchResult.Done<>(
        models.model(sender.stored(sealed, rev), created ? skipped : List.of()));
  }

  /**
   * A result for each item of a request that was not answered.
   *
   * @param there those that the server has, by id
   * @param failure of those that it has not, or not so
   */
  List<BatchResult<T>> settled(
      List<BatchItem> items,
      Map<String, JsonObject> there,
      Throwable failure,
      List<SkippedDelegate> skipped) {
    List<BatchResult<T>> results = new ArrayList<>();
    for (BatchItem item : items) {
      results.add(
          item instanceof BatchItem.Sealed sealed
              ? settled(sealed, there.get(sealed.id()), failure, skipped)
              : unsent(item));
    }
    return results;
  }

  private BatchResult<T> settled(
      BatchItem.Sealed item,
      @Nullable JsonObject stored,
      Throwable failure,
      List<SkippedDelegate> skipped) {
    String signature = item.entity().entity().signature();
    return stored != null && signature.equals(stored.getValue("signature"))
        ? done(item.entity(), ServerAnswers.text(stored, "rev"), skipped)
        : new BatchResult.Failed<>(item.id(), failure);
  }

  /** All have failed in this way that had not failed before. */
  List<BatchResult<T>> failed(List<BatchItem> items, Throwable failure) {
    return settled(items, Map.of(), failure, List.of());
  }

  private BatchResult<T> unsent(BatchItem item) {
    return item instanceof BatchItem.Failed failed
        ? new BatchResult.Failed<>(failed.id(), failed.error())
        : new BatchResult.Done<>(models.model(((BatchItem.Stored) item).entity()));
  }
}
