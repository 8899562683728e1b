package dev.salus.sdk.entity;

import dev.salus.api.Invalid;
import dev.salus.api.SecondFactorRequired;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.sdk.connection.SmallWork;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.model.SkippedDelegate;
import dev.salus.sdk.sealing.OpenedEntity;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creating and changing many entities of one kind, with few requests and a result for each. */
final class EntityBatches<T> {

  /** How many are sealed at a time: bounds memory. */
  private static final int SLICE = 200;

  /** How much ciphertext goes into one request, well below what the gateway takes. */
  private static final int REQUEST_CHARS = 4 * 1024 * 1024;

  private static final int DELEGATION_CHARS = 1_000;

  private final EntityModels<T> models;
  private final ModelWriter<T> writer;
  private final ModelSealer<T> sealer;
  private final EntitySender sender;
  private final BatchAnswers<T> answers;

  EntityBatches(
      EntityModels<T> models, ModelWriter<T> writer, ModelSealer<T> sealer, EntitySender sender) {
    this.models = models;
    this.writer = writer;
    this.sealer = sealer;
    this.sender = sender;
    this.answers = new BatchAnswers<>(models, sender);
  }

  /** A result for each model, in their order. */
  Future<List<BatchResult<T>>> createOrModify(
      List<T> items, PatientContext.Source patient, @Nullable String patientId) {
    List<T> all = List.copyOf(items);
    Run run = new Run(patient, patientId);
    return run.prepare(all).compose(prepared -> run.all(all));
  }

  /**
   * What is to be sealed.
   *
   * @param twice whether one before it has its id
   */
  private record Item<T>(T model, boolean twice) {}

  private Future<BatchItem> seal(
      Item<T> wanted, ModelWriter.@Nullable Creation creation, @Nullable String patientId) {
    T model = wanted.model();
    String id = models.id(model);
    if (wanted.twice()) {
      return Future.succeededFuture(
          new BatchItem.Failed(id, new Invalid("id", "is twice in the batch")));
    }
    Future<BatchItem> item =
        models.isNew(model) && creation != null
            ? sender.seal(() -> sealer.create(model, creation)).map(BatchItem.Sealed::new)
            : next(model, patientId);
    return item.recover(failure -> Future.succeededFuture(new BatchItem.Failed(id, failure)));
  }

  private Future<BatchItem> next(T model, @Nullable String patientId) {
    return writer
        .stored(model)
        .compose(
            stored ->
                writer
                    .isStored(model, stored)
                    .compose(
                        again ->
                            again
                                ? Future.succeededFuture(new BatchItem.Stored(stored))
                                : writer
                                    .unchanged(model, stored, patientId)
                                    .compose(now -> sender.seal(() -> sealer.next(model, now)))
                                    .map(BatchItem.Sealed::new)));
  }

  private List<List<BatchItem>> requests(List<BatchItem> items) {
    List<List<BatchItem>> requests = new ArrayList<>();
    List<BatchItem> request = new ArrayList<>();
    int chars = 0;
    for (BatchItem item : items) {
      int size = chars(item);
      if (!request.isEmpty() && chars + size > REQUEST_CHARS) {
        requests.add(request);
        request = new ArrayList<>();
        chars = 0;
      }
      request.add(item);
      chars += size;
    }
    requests.add(request);
    return requests;
  }

  private static int chars(BatchItem item) {
    return item instanceof BatchItem.Sealed sealed ? chars(sealed.entity()) : 0;
  }

  private static int chars(OpenedEntity sealed) {
    int delegations = sealed.graph().valid().size();
    return sealed.entity().content().length() + delegations * DELEGATION_CHARS;
  }

  /** One call: slice after slice, and for each its requests, one after the other. */
  private final class Run {

    private final PatientContext.Source patient;
    private final @Nullable String patientId;
    private volatile ModelWriter.@Nullable Creation creation;
    private final List<BatchResult<T>> results = new ArrayList<>();
    private @Nullable Throwable stopped;

    private Run(PatientContext.Source patient, @Nullable String patientId) {
      this.patient = patient;
      this.patientId = patientId;
    }

    /** What new ones among these share, as of what is decided by now. */
    private Future<Void> prepare(List<T> items) {
      ModelWriter.Creation before = creation;
      return items.stream().noneMatch(models::isNew) || (before != null && before.isCurrent())
          ? Future.succeededFuture()
          : writer.prepare(patient).map(this::prepared);
    }

    private @Nullable Void prepared(ModelWriter.Creation now) {
      creation = now;
      return null;
    }

    private Future<List<BatchResult<T>>> all(List<T> items) {
      Promise<List<BatchResult<T>>> promise = Promise.promise();
      slicesFrom(0, items, promise);
      return promise.future();
    }

    /**
     * In a chain of calls and not of futures, since it may be a long one; and in a loop over those
     * slices that are done at once, whose calls would be one in the other.
     */
    private void slicesFrom(int from, List<T> items, Promise<List<BatchResult<T>>> promise) {
      int begin = from;
      while (stopped == null && begin < items.size()) {
        int end = Math.min(begin + SLICE, items.size());
        Future<Void> slice = slice(items.subList(begin, end));
        if (!slice.isComplete()) {
          slice.onFailure(promise::fail).onSuccess(done -> slicesFrom(end, items, promise));
          return;
        }
        if (slice.failed()) {
          promise.fail(slice.cause());
          return;
        }
        begin = end;
      }
      addStopped(items.subList(begin, items.size()));
      promise.complete(results);
    }

    private void addStopped(List<T> left) {
      Throwable why = stopped;
      if (why != null) {
        left.forEach(model -> results.add(new BatchResult.Failed<>(models.id(model), why)));
      }
    }

    private Future<Void> slice(List<T> slice) {
      return prepare(slice)
          .transform(
              prepared ->
                  prepared.succeeded()
                      ? sender.signing(() -> sealAndSend(slice))
                      : stop(slice, prepared.cause()));
    }

    /** Nothing of this slice, and of those after it, was sent. */
    private Future<Void> stop(List<T> slice, Throwable why) {
      stopped = why;
      addStopped(slice);
      return Future.succeededFuture();
    }

    private Future<Void> sealAndSend(List<T> slice) {
      List<Item<T>> items = items(slice);
      List<Future<List<BatchItem>>> sealed = new ArrayList<>();
      for (int from = 0; from < items.size(); from += SmallWork.TOGETHER) {
        List<Item<T>> some = items.subList(from, Math.min(from + SmallWork.TOGETHER, items.size()));
        sealed.add(sender.seal(() -> seal(some)).compose(EntityBatches::joined));
      }
      return joined(sealed)
          .map(parts -> parts.stream().flatMap(List::stream).toList())
          .compose(all -> sender.seal(() -> requests(all)))
          .compose(this::send);
    }

    private List<Item<T>> items(List<T> slice) {
      Set<String> ids = new HashSet<>();
      List<Item<T>> items = new ArrayList<>();
      for (T model : slice) {
        String id = models.id(model);
        items.add(new Item<>(model, id != null && !ids.add(id)));
      }
      return items;
    }

    private List<Future<BatchItem>> seal(List<Item<T>> items) {
      return items.stream()
          .map(item -> EntityBatches.this.seal(item, creation, patientId))
          .toList();
    }

    private Future<Void> send(List<List<BatchItem>> requests) {
      Future<Void> before = Future.succeededFuture();
      for (List<BatchItem> request : requests) {
        before = before.compose(done -> sendItems(request)).map(this::add);
      }
      return before;
    }

    private @Nullable Void add(List<BatchResult<T>> more) {
      results.addAll(more);
      return null;
    }

    private Future<List<BatchResult<T>>> sendItems(List<BatchItem> items) {
      if (stopped != null) {
        return Future.succeededFuture(answers.failed(items, stopped));
      }
      return bulk(sealed(items))
          .compose(answered -> answers.results(items, answered, skipped(creation)))
          .recover(failure -> unanswered(items, failure))
          .compose(results -> sender.kept(sealed(items)).map(results));
    }

    /** What came before is done; what comes after would fail in the same way, and slowly. */
    private Future<List<BatchResult<T>>> unanswered(List<BatchItem> items, Throwable failure) {
      if (failure instanceof Unavailable
          || failure instanceof Unauthenticated
          || failure instanceof SecondFactorRequired) {
        stopped = failure;
      }
      return failure instanceof Unavailable
          ? sender
              .listed(models.type(), sealed(items))
              .map(there -> answers.settled(items, there, failure, skipped(creation)))
              .otherwise(unknown -> answers.failed(items, failure))
          : Future.succeededFuture(answers.failed(items, failure));
    }
  }

  private static <R> Future<List<R>> joined(List<Future<R>> futures) {
    return Future.all(futures).map(done -> futures.stream().map(Future::result).toList());
  }

  private Future<List<JsonObject>> bulk(List<OpenedEntity> sealed) {
    return sealed.isEmpty()
        ? Future.succeededFuture(List.of())
        : sender.bulk(models.type(), sealed);
  }

  private static List<OpenedEntity> sealed(List<BatchItem> items) {
    return items.stream()
        .flatMap(
            item -> item instanceof BatchItem.Sealed each ? Stream.of(each.entity()) : Stream.of())
        .toList();
  }

  private static List<SkippedDelegate> skipped(ModelWriter.@Nullable Creation creation) {
    return creation == null ? List.of() : creation.delegates().skipped();
  }
}
