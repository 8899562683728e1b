package dev.salus.sdk.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.salus.core.api.InternalFault;
import dev.salus.core.api.NotFound;
import dev.salus.core.protocol.KeyCard;
import dev.salus.core.protocol.ProtocolViolation;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Pin;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key cards of data owners as the key ring's owner trusts them (protocol §10). What becomes
 * trusted is pinned in the key ring. Lists are remembered for a minute.
 */
public final class CardDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(CardDirectory.class);
  private static final String CONFIRMED = "confirmed";
  private static final String PROVEN = "proven";
  private static final Set<String> BEYOND_FIRST_USE = Set.of(CONFIRMED, PROVEN, "verified");
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final Transport transport;
  private final KeyRing keyRing;
  private final UnknownCards unknownCards;
  private final Clock clock;
  private final Cache<String, Future<TrustedCards>> remembered;
  private final Map<String, Future<TrustedCards>> queued = new HashMap<>();

  /** A directory on behalf of the key ring's owner. */
  public CardDirectory(
      Vertx vertx, Transport transport, KeyRing keyRing, TrustPolicy policy, Clock clock) {
    this.vertx = vertx;
    this.transport = transport;
    this.keyRing = keyRing;
    this.unknownCards = new UnknownCards(keyRing, policy, clock);
    this.clock = clock;
    this.remembered =
        Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED).build();
  }

  /** The cards of a data owner, at most a minute old. */
  public Future<TrustedCards> cards(String owner) {
    Future<TrustedCards> cards = remembered.get(owner, this::load);
    boolean useless = cards.failed() || (cards.succeeded() && cards.result().live().isEmpty());
    return useless ? refreshed(owner) : cards;
  }

  /**
   * The cards of a data owner as the server lists them now. A call that is under way is waited for,
   * and then one more serves all that came in the meantime.
   */
  public Future<TrustedCards> refreshed(String owner) {
    synchronized (queued) {
      Future<TrustedCards> waiting = queued.get(owner);
      if (waiting != null) {
        return waiting;
      }
      Future<TrustedCards> underWay = remembered.getIfPresent(owner);
      if (underWay == null || underWay.isComplete()) {
        return loadAndRemember(owner);
      }
      Promise<TrustedCards> promise = Promise.promise();
      queued.put(owner, promise.future());
      underWay.onComplete(done -> loadQueued(owner, promise));
      return promise.future();
    }
  }

  private void loadQueued(String owner, Promise<TrustedCards> promise) {
    synchronized (queued) {
      queued.remove(owner);
      loadAndRemember(owner).onComplete(promise);
    }
  }

  private Future<TrustedCards> loadAndRemember(String owner) {
    Future<TrustedCards> cards = load(owner);
    remembered.put(owner, cards);
    return cards;
  }

  /** {@link #cardsWith(String, Collection)} of one card. */
  public Future<TrustedCards> cardsWith(String owner, String keyId) {
    return cardsWith(owner, List.of(keyId));
  }

  /**
   * The cards of an owner of which these have signed something; asks the server again if one of
   * them is not among those that are remembered.
   */
  public Future<TrustedCards> cardsWith(String owner, Collection<String> keyIds) {
    return cards(owner)
        .compose(
            cards ->
                keyIds.stream().allMatch(keyId -> cards.card(keyId).isPresent())
                    ? Future.succeededFuture(cards)
                    : refreshed(owner));
  }

  /**
   * Trusts this card and no other from now on, after a human has compared its fingerprint. Fails
   * with {@link NotFound} if the owner lists no valid card of this keyId.
   */
  public Future<Void> confirm(String owner, String keyId) {
    return listed(owner)
        .compose(listed -> decide(owner, listed))
        .map(cards -> pinConfirmed(cards, keyId));
  }

  /**
   * Trusts a card that came with a proof, and of the owner's others only those that a human has
   * confirmed or this one vouches for: what was taken on first use before was a guess. Fails with
   * {@link NotFound} if the owner lists no valid card of this keyId.
   */
  public Future<Void> confirmProven(String owner, String keyId) {
    return confirm(owner, keyId)
        .map(
            confirmed -> {
              keyRing.repin(owner, keyId, PROVEN, clock.millis());
              keyRing.pins(owner).stream()
                  .filter(pin -> !BEYOND_FIRST_USE.contains(pin.how()))
                  .forEach(pin -> keyRing.unpin(owner, pin.keyId()));
              remembered.invalidate(owner);
              return null;
            });
  }

  /**
   * When keys of this owner that had been trusted stopped to be, milliseconds since the epoch: what
   * was sealed before may have been sealed to them. 0 for never.
   */
  public long distrustedAt(String owner) {
    return keyRing.pins(owner).stream()
        .filter(pin -> pin.how().equals(PROVEN))
        .mapToLong(Pin::at)
        .max()
        .orElse(0);
  }

  /**
   * The cards of an owner, all of whose trusted ones go back to one that was confirmed or proven:
   * first use is not enough. Fails with {@link dev.salus.sdk.error.UntrustedKey} or {@link
   * dev.salus.sdk.error.NoUsableKey}.
   */
  public Future<TrustedCards> requireConfirmed(String owner) {
    Set<String> confirmed = new HashSet<>();
    keyRing.pins(owner).stream()
        .filter(pin -> BEYOND_FIRST_USE.contains(pin.how()))
        .forEach(pin -> confirmed.add(pin.keyId()));
    return listed(owner)
        .compose(listed -> decide(owner, listed, confirmed))
        .map(TrustedCards::requireLive)
        .map(cards -> requireNoneByFirstUse(owner, cards));
  }

  private TrustedCards requireNoneByFirstUse(String owner, TrustedCards cards) {
    for (String keyId : pinned(owner)) {
      if (cards.card(keyId).isEmpty()) {
        throw cards.untrusted(keyId);
      }
    }
    return cards;
  }

  private @Nullable Void pinConfirmed(TrustedCards cards, String keyId) {
    boolean listed =
        Stream.concat(cards.trusted().stream(), cards.unknown().stream())
            .anyMatch(card -> card.keyId().equals(keyId));
    if (!listed) {
      throw new NotFound("data owner " + cards.owner() + " has no valid card with that keyId");
    }
    // what was taken on first use is confirmed now
    keyRing.repin(cards.owner(), keyId, CONFIRMED, clock.millis());
    remembered.invalidate(cards.owner());
    return null;
  }

  private Future<TrustedCards> load(String owner) {
    return listed(owner).compose(listed -> trust(owner, listed)).map(this::pinTrusted);
  }

  private Future<List<KeyCard>> listed(String owner) {
    return Future.succeededFuture(owner).compose(transport::cards).map(CardDirectory::parse);
  }

  private static List<KeyCard> parse(JsonObject answer) {
    if (answer.getValue("items") instanceof JsonArray items) {
      return items.stream().map(CardDirectory::card).flatMap(Optional::stream).toList();
    }
    throw new InternalFault("the server's list of cards is not one");
  }

  private static Optional<KeyCard> card(Object json) {
    try {
      return json instanceof JsonObject object
          ? Optional.of(KeyCard.parse(object))
          : Optional.empty();
    } catch (ProtocolViolation violation) {
      LOG.warn("ignored a key card that breaks the protocol: {}", violation.kind());
      return Optional.empty();
    }
  }

  private Future<TrustedCards> trust(String owner, List<KeyCard> listed) {
    return decide(owner, listed)
        .compose(
            cards ->
                unknownCards
                    .accept(cards)
                    .compose(
                        more ->
                            more || !pinned(owner).containsAll(cards.pinned())
                                ? decide(owner, listed)
                                : Future.succeededFuture(cards)));
  }

  private Future<TrustedCards> decide(String owner, List<KeyCard> listed) {
    return decide(owner, listed, pinned(owner));
  }

  private Future<TrustedCards> decide(String owner, List<KeyCard> listed, Set<String> pinned) {
    return vertx.executeBlocking(() -> CardTrust.decide(owner, listed, pinned), false);
  }

  /** Whether a card is trusted now, listed or not. */
  public boolean isPinned(String owner, String keyId) {
    return pinned(owner).contains(keyId);
  }

  private Set<String> pinned(String owner) {
    Set<String> pinned = new HashSet<>();
    keyRing.pins(owner).forEach(pin -> pinned.add(pin.keyId()));
    if (owner.equals(keyRing.owner())) {
      keyRing.keys().stream().map(OwnerKey::keyId).forEach(pinned::add);
    }
    return pinned;
  }

  private TrustedCards pinTrusted(TrustedCards cards) {
    for (KeyCard card : cards.trusted()) {
      // one that was pinned when this was decided and is not now was distrusted meanwhile
      if (!cards.pinned().contains(card.keyId())) {
        pin(cards.owner(), card.keyId(), "endorsed");
      }
    }
    return cards;
  }

  private void pin(String owner, String keyId, String how) {
    if (!pinned(owner).contains(keyId)) {
      keyRing.pin(owner, keyId, how, clock.millis());
    }
  }
}
