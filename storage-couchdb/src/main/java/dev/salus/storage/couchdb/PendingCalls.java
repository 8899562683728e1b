package dev.salus.storage.couchdb;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The calls that are under way. Each has an answer at the latest when the store has closed,
 * whatever became of its request, its connection or its timer. To be used on the io context only.
 */
final class PendingCalls {

  private final Set<Promise<?>> pending = new HashSet<>();

  /** The same result, or what {@link #failAll} is given if that comes first. */
  <T> Future<T> answered(Future<T> call) {
    Promise<T> answer = Promise.promise();
    pending.add(answer);
    call.onComplete(
        ended -> {
          pending.remove(answer);
          if (ended.succeeded()) {
            answer.tryComplete(ended.result());
          } else {
            answer.tryFail(ended.cause());
          }
        });
    return answer.future();
  }

  /** Ends all that have no answer yet. */
  void failAll(Throwable reason) {
    List.copyOf(pending).forEach(answer -> answer.tryFail(reason));
    pending.clear();
  }
}
