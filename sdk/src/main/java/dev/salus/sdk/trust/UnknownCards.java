package dev.salus.sdk.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.keys.KeyRing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by policy on cards that nothing known vouches for (protocol §10), and pins those that are
 * accepted. Never on cards of the key ring's owner.
 */
final class UnknownCards {

  private static final Logger LOG = LoggerFactory.getLogger(UnknownCards.class);

  /** How long a human who said no is not asked again about the same key. */
  private static final Duration REFUSED = Duration.ofMinutes(1);

  private final CardLists lists;
  private final KeyRing keyRing;
  private final TrustPolicy policy;
  private final Clock clock;
  private final Map<String, Future<Boolean>> underWay = new ConcurrentHashMap<>();
  private final Cache<String, Boolean> refused =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REFUSED).build();

  UnknownCards(CardLists lists, KeyRing keyRing, TrustPolicy policy, Clock clock) {
    this.lists = lists;
    this.keyRing = keyRing;
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * Decides about the unknown ones of these cards. What is accepted is pinned, so that the cards
   * have to be decided anew; they come back as replaced if first use takes none.
   *
   * @param listed what these were decided from
   */
  Future<TrustedCards> accept(CardList listed, TrustedCards cards) {
    if (cards.unknown().isEmpty() || cards.owner().equals(keyRing.owner())) {
      return Future.succeededFuture(cards);
    }
    if (policy instanceof TrustPolicy.VerifyWith verify) {
      return askAll(verify, cards).map(cards);
    }
    if (policy instanceof TrustPolicy.OnlyConfirmed || isKnown(cards.owner())) {
      LOG.warn("data owner {} lists a key that is not trusted", cards.owner());
      return Future.succeededFuture(cards);
    }
    return lists.firstUse(listed).map(taken -> firstUse(cards, taken));
  }

  private boolean isKnown(String owner) {
    return !keyRing.pins(owner).isEmpty();
  }

  private TrustedCards firstUse(TrustedCards cards, Optional<String> taken) {
    if (taken.isEmpty()) {
      LOG.warn("data owner {}, met for the first time, has replaced keys", cards.owner());
      return cards.asReplaced();
    }
    // somebody may have decided meanwhile
    if (!isKnown(cards.owner())) {
      keyRing.pin(cards.owner(), taken.get(), Pins.FIRST_USE, clock.millis());
    }
    return cards;
  }

  private Future<?> askAll(TrustPolicy.VerifyWith verify, TrustedCards cards) {
    Set<String> distrusted = Pins.of(keyRing, cards.owner()).distrusted();
    Future<?> asked = Future.succeededFuture();
    for (KeyCard card : cards.unknown()) {
      if (distrusted.contains(card.keyId())) {
        continue;
      }
      asked = asked.compose(before -> ask(verify, cards, card));
    }
    return asked;
  }

  private Future<Boolean> ask(TrustPolicy.VerifyWith verify, TrustedCards cards, KeyCard card) {
    String key = cards.owner() + card.keyId();
    if (refused.getIfPresent(key) != null) {
      return Future.succeededFuture(false);
    }
    Promise<Boolean> promise = Promise.promise();
    Future<Boolean> asked = underWay.putIfAbsent(key, promise.future());
    if (asked != null) {
      return asked;
    }
    ask(verify, cards.prompt(card.keyId()))
        .map(confirmed -> decided(key, card, confirmed))
        .onComplete(promise);
    return promise.future();
  }

  private boolean decided(String key, KeyCard card, boolean confirmed) {
    if (confirmed) {
      keyRing.pin(card.owner(), card.keyId(), Pins.VERIFIED, clock.millis());
    } else {
      refused.put(key, true);
    }
    underWay.remove(key);
    return confirmed;
  }

  /** The application's answer; whatever is not a yes is a no. */
  private static Future<Boolean> ask(TrustPolicy.VerifyWith verify, KeyPrompt prompt) {
    return Future.succeededFuture(prompt)
        .compose(asked -> Objects.requireNonNull(verify.ask().apply(asked)))
        .map(answer -> Objects.equals(answer, true))
        .otherwise(false);
  }
}
