package dev.salus.core.crypto;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Remembers the cards of data owners for verification. One object serves all instances of the
 * crypto verticle in a process: the instance that changes a card invalidates it before it answers,
 * so a retirement that was acknowledged holds at once for all of them. Other nodes follow by the
 * {@code CardsChanged} event, and after a minute in any case.
 *
 * <p>Besides, it remembers what the document of an owner's cards says at a revision, for those who
 * look at the document each time: reading one of many cards and endorsements takes milliseconds.
 * Thread-safe.
 */
public final class CardCache {

  /** The most memory for remembered cards, bytes; a 16th of the heap if that is less. Half each. */
  static final long MOST_BYTES = 100L << 20;

  private static final int PART_OF_HEAP = 16;
  private static final int OWNER_BYTES = 500;

  /** About what a card takes: its public keys and signatures as texts. */
  private static final int CARD_BYTES = 4_000;

  /** The same of an endorsement, of which a card may have one by each other card of its owner. */
  private static final int ENDORSEMENT_BYTES = 400;

  private static final Duration MAX_AGE = Duration.ofMinutes(1);

  private final AsyncCache<String, OwnerCards> cache;
  private final Cache<Revision, OwnerCards> parsed;

  private record Revision(String owner, String rev) {}

  /** An empty cache. */
  public CardCache() {
    this(Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / PART_OF_HEAP) / 2);
  }

  /**
   * @param mostBytes for what is remembered for verification, and the same for what documents say
   */
  CardCache(long mostBytes) {
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(mostBytes)
            .weigher((String owner, OwnerCards cards) -> bytes(cards))
            .expireAfterWrite(MAX_AGE)
            .executor(Runnable::run)
            .recordStats()
            .buildAsync();
    this.parsed =
        Caffeine.newBuilder()
            .maximumWeight(mostBytes)
            .weigher((Revision revision, OwnerCards cards) -> bytes(cards))
            .expireAfterAccess(MAX_AGE)
            .executor(Runnable::run)
            .recordStats()
            .build();
  }

  private static int bytes(OwnerCards owned) {
    return OWNER_BYTES
        + owned.cards().stream()
            .mapToInt(card -> CARD_BYTES + ENDORSEMENT_BYTES * card.endorsements().size())
            .sum();
  }

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

  /** What an owner's document says at a revision, if that is remembered. */
  Optional<OwnerCards> at(String owner, String rev) {
    return Optional.ofNullable(parsed.getIfPresent(new Revision(owner, rev)));
  }

  /** The same, read if it is not remembered: work for a worker. */
  OwnerCards at(String owner, String rev, Supplier<OwnerCards> read) {
    return parsed.get(new Revision(owner, rev), revision -> read.get());
  }

  /** How many documents had to be read, since the start. */
  long documentsRead() {
    return parsed.stats().loadCount();
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
