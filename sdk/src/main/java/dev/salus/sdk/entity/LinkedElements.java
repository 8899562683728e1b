package dev.salus.sdk.entity;

import dev.salus.api.InternalFault;
import dev.salus.api.NotFound;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The healthcare elements that data samples name. */
final class LinkedElements {

  private static final int MOST_AT_ONCE = 1_000;

  private final ServerApi server;
  private final Function<String, Future<DataSample>> stored;

  /**
   * @param stored reads the sample of this id as it is stored
   */
  LinkedElements(ServerApi server, Function<String, Future<DataSample>> stored) {
    this.server = server;
    this.stored = stored;
  }

  /**
   * Why each of these samples cannot be written, in their order: it newly names an element that the
   * caller may not see. What it named before stays, whoever writes the next version.
   */
  Future<List<Optional<Throwable>>> refusals(List<DataSample> samples) {
    Set<String> ids = new LinkedHashSet<>();
    samples.forEach(sample -> ids.addAll(sample.healthcareElements()));
    return missing(List.copyOf(ids)).compose(missing -> refusals(samples, missing));
  }

  private Future<List<Optional<Throwable>>> refusals(
      List<DataSample> samples, Set<String> missing) {
    List<Future<Optional<Throwable>>> refusals =
        samples.stream().map(sample -> refusal(sample, missing)).toList();
    return Future.all(refusals).map(all -> refusals.stream().map(Future::result).toList());
  }

  private Future<Optional<Throwable>> refusal(DataSample sample, Set<String> missing) {
    Set<String> named = new LinkedHashSet<>(sample.healthcareElements());
    named.retainAll(missing);
    if (named.isEmpty() || sample.id() == null || sample.metadata().rev() == null) {
      return Future.succeededFuture(notFound(named));
    }
    return stored
        .apply(sample.id())
        .map(before -> notFound(without(named, before.healthcareElements())))
        .recover(failure -> Future.succeededFuture(Optional.of(failure)));
  }

  private static Set<String> without(Set<String> ids, Collection<String> others) {
    Set<String> left = new LinkedHashSet<>(ids);
    left.removeAll(Set.copyOf(others));
    return left;
  }

  private static Optional<Throwable> notFound(Set<String> named) {
    return named.stream()
        .findFirst()
        .map(id -> new NotFound("there is no healthcare element " + id + " that you can see"));
  }

  private Future<Set<String>> missing(List<String> ids) {
    Set<String> missing = new HashSet<>(ids);
    Future<Void> asked = Future.succeededFuture();
    for (int from = 0; from < ids.size(); from += MOST_AT_ONCE) {
      List<String> some = ids.subList(from, Math.min(from + MOST_AT_ONCE, ids.size()));
      asked = asked.compose(done -> seen(some)).compose(seen -> removed(missing, seen));
    }
    return asked.map(done -> missing);
  }

  private static Future<Void> removed(Set<String> missing, List<String> seen) {
    seen.forEach(missing::remove);
    return Future.succeededFuture();
  }

  private Future<List<String>> seen(List<String> ids) {
    return server
        .entities(EntityType.HEALTHCARE_ELEMENT, new ArrayList<>(ids))
        .compose(answer -> seen(ids, answer));
  }

  /** What did not fit into the answer is asked for again. */
  private Future<List<String>> seen(List<String> asked, JsonObject answer) {
    List<String> seen =
        ServerAnswers.items(answer).stream().map(item -> ServerAnswers.text(item, "id")).toList();
    if (!answer.containsKey("rest")) {
      return Future.succeededFuture(seen);
    }
    List<String> rest = ServerAnswers.texts(answer, "rest");
    if (rest.isEmpty() || rest.size() >= asked.size() || !asked.containsAll(rest)) {
      return Future.failedFuture(new InternalFault("the server's rest is none of what was asked"));
    }
    return seen(rest).map(more -> Stream.concat(seen.stream(), more.stream()).toList());
  }
}
