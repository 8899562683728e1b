package dev.salus.core.crypto;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Remembers the cards of data owners for verification. One object serves all instances of the
 * crypto verticle in a process: the instance that changes a card invalidates it before it answers,
 * so a retirement that was acknowledged holds at once for all of them. Other nodes follow by the
 * {@code CardsChanged} event, and after a minute in any case. Thread-safe.
 */
public final class CardCache {

  private static final long MAX_CARDS = 50_000;
  private static final Duration MAX_AGE = Duration.ofMinutes(1);

  private final AsyncCache<String, OwnerCards> cache =
      Caffeine.newBuilder()
          .maximumWeight(MAX_CARDS)
          .weigher((String owner, OwnerCards cards) -> 1 + cards.cards().size())
          .expireAfterWrite(MAX_AGE)
          .executor(Runnable::run)
          .recordStats()
          .buildAsync();

  /** An empty cache. */
  public CardCache() {}

  /**
   * The remembered cards of an owner, else what {@code load} reads. A load that an invalidation
   * overtakes is not remembered.
   *
   * @param context where the future completes
   */
  Future<OwnerCards> get(String owner, Context context, Supplier<Future<OwnerCards>> load) {
    return Future.fromCompletionStage(
        cache.get(owner, (key, executor) -> load.get().toCompletionStage().toCompletableFuture()),
        context);
  }

  /** How often cards were remembered, since the start. */
  public long hits() {
    return cache.synchronous().stats().hitCount();
  }

  /** How often they were not, and had to be read. */
  public long misses() {
    return cache.synchronous().stats().missCount();
  }

  /** Forgets the cards of an owner. */
  void invalidate(String owner) {
    cache.synchronous().invalidate(owner);
  }
}
