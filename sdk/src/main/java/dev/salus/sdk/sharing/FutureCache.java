package dev.salus.sdk.sharing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Remembers what a call brought; of several calls for one key at once, one is made. */
final class FutureCache<K, V> {

  private final Cache<K, Future<V>> cache;

  FutureCache(long maximumSize) {
    this.cache = Caffeine.newBuilder().maximumSize(maximumSize).build();
  }

  /** What is remembered, else what the call brings. A failure is not remembered. */
  Future<V> get(K key, Supplier<Future<V>> call) {
    Future<V> future = cache.get(key, missing -> called(call));
    if (future.failed()) {
      cache.asMap().remove(key, future);
    } else if (!future.isComplete()) {
      future.onFailure(failure -> cache.asMap().remove(key, future));
    }
    return future;
  }

  /** A call that throws fails like one that answers a failure. */
  private static <V> Future<V> called(Supplier<Future<V>> call) {
    return Future.succeededFuture().compose(nothing -> call.get());
  }

  /**
   * Hands everything that is remembered, and what calls under way bring, to this action, and
   * remembers none of it.
   */
  void drain(Consumer<V> action) {
    List<Future<V>> all = List.copyOf(cache.asMap().values());
    cache.invalidateAll();
    all.forEach(future -> future.onSuccess(action::accept));
  }

  /** Remembers this no more, unless another caller replaced it. */
  void forget(K key, Future<V> old) {
    cache.asMap().remove(key, old);
  }

  /** Replaces what is remembered by what the call brings, unless another caller just did. */
  Future<V> renew(K key, Future<V> old, Supplier<Future<V>> call) {
    forget(key, old);
    return get(key, call);
  }
}
