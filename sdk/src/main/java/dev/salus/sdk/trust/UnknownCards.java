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

  private final KeyRing keyRing;
  private final TrustPolicy policy;
  private final Clock clock;
  private final Map<String, Future<Boolean>> underWay = new ConcurrentHashMap<>();
  private final Cache<String, Boolean> refused =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REFUSED).build();

  UnknownCards(KeyRing keyRing, TrustPolicy policy, Clock clock) {
    this.keyRing = keyRing;
    this.policy = policy;
    this.clock = clock;
  }

  /** Whether any of the unknown cards was accepted. */
  Future<Boolean> accept(TrustedCards cards) {
    if (cards.unknown().isEmpty() || cards.owner().equals(keyRing.owner())) {
      return Future.succeededFuture(false);
    }
    if (policy instanceof TrustPolicy.VerifyWith verify) {
      return askAll(verify, cards);
    }
    if (policy instanceof TrustPolicy.OnlyConfirmed || !keyRing.pins(cards.owner()).isEmpty()) {
      LOG.warn("data owner {} lists a key that is not trusted", cards.owner());
      return Future.succeededFuture(false);
    }
    long now = clock.millis();
    cards.unknown().forEach(card -> keyRing.pin(card.owner(), card.keyId(), Pins.FIRST_USE, now));
    return Future.succeededFuture(true);
  }

  private Future<Boolean> askAll(TrustPolicy.VerifyWith verify, TrustedCards cards) {
    Set<String> distrusted = Pins.of(keyRing, cards.owner()).distrusted();
    Future<Boolean> any = Future.succeededFuture(false);
    for (KeyCard card : cards.unknown()) {
      if (distrusted.contains(card.keyId())) {
        continue;
      }
      any = any.compose(before -> ask(verify, cards, card).map(yes -> before || yes));
    }
    return any;
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
      Pins.pin(keyRing, card.owner(), card.keyId(), Pins.VERIFIED, clock.millis());
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
