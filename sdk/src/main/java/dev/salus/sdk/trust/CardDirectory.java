package dev.salus.sdk.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Pin;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The key cards of data owners as the key ring's owner trusts them (protocol §10). What becomes
 * trusted is pinned in the key ring, and which of the ring's own keys are retired. Lists are
 * remembered for a minute.
 */
public final class CardDirectory {

  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final CardLists lists;
  private final KeyDecisions decisions;
  private final KeyRing keyRing;
  private final UnknownCards unknownCards;
  private final Clock clock;
  private final Cache<String, Future<TrustedCards>> remembered;
  private final Map<String, Future<TrustedCards>> queued = new HashMap<>();

  /** A directory on behalf of the key ring's owner. */
  public CardDirectory(
      Vertx vertx, ServerApi server, KeyRing keyRing, TrustPolicy policy, Clock clock) {
    this.lists = new CardLists(vertx, server);
    this.keyRing = keyRing;
    this.unknownCards = new UnknownCards(keyRing, policy, clock);
    this.clock = clock;
    this.remembered =
        Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED).build();
    this.decisions = new KeyDecisions(lists, keyRing, clock, remembered::invalidate);
  }

  /** What was decided about keys by more than a policy. */
  public KeyDecisions decisions() {
    return decisions;
  }

  /** Forgets all lists, as the key ring has taken over what another one trusts. */
  public void forgetLists() {
    remembered.invalidateAll();
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
   * When keys of this owner that had been trusted stopped to be, milliseconds since the epoch: what
   * was sealed before may have been sealed to them. 0 for never.
   */
  public long distrustedAt(String owner) {
    return keyRing.pins(owner).stream()
        .filter(Pins::distrustsOthers)
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
    return confirmed(owner)
        .map(TrustedCards::requireLive)
        .map(cards -> requireNoneByFirstUse(owner, cards));
  }

  /**
   * The cards of an owner as far as they go back to one that was confirmed or proven, or to an own
   * key; as the server lists them now.
   */
  public Future<TrustedCards> confirmed(String owner) {
    return lists.of(owner, Pins.beyondFirstUse(keyRing, owner));
  }

  /**
   * The keyIds of an owner's cards that are trusted also without this one, and without what was
   * taken on its word.
   */
  public Future<List<String>> trustedWithout(String owner, String keyId) {
    return lists
        .of(owner, Pins.withoutEndorsed(keyRing, owner).without(keyId))
        .map(
            cards ->
                cards.trusted().stream()
                    .map(KeyCard::keyId)
                    .filter(each -> !each.equals(keyId))
                    .toList());
  }

  private TrustedCards requireNoneByFirstUse(String owner, TrustedCards cards) {
    for (String keyId : Pins.of(keyRing, owner).trusted()) {
      if (cards.card(keyId).isEmpty()) {
        throw cards.untrusted(keyId);
      }
    }
    return cards;
  }

  private Future<TrustedCards> load(String owner) {
    return lists.of(owner).compose(listed -> trust(owner, listed)).map(this::pinTrusted);
  }

  /** A human may have been asked meanwhile, and others may have decided. */
  private Future<TrustedCards> trust(String owner, List<KeyCard> listed) {
    Pins before = Pins.of(keyRing, owner);
    return lists
        .decide(owner, listed, before)
        .compose(
            cards ->
                unknownCards
                    .accept(cards)
                    .compose(
                        more ->
                            more || !Pins.of(keyRing, owner).equals(before)
                                ? lists.decide(owner, listed, Pins.of(keyRing, owner))
                                : Future.succeededFuture(cards)));
  }

  /** Whether a card is trusted now, listed or not. */
  public boolean isPinned(String owner, String keyId) {
    return Pins.of(keyRing, owner).trusted().contains(keyId);
  }

  /** Whether a human compared the fingerprint of this very card. */
  public boolean isConfirmed(String owner, String keyId) {
    return keyRing.pins(owner).stream()
        .filter(pin -> pin.keyId().equals(keyId))
        .anyMatch(pin -> pin.how().equals(Pins.CONFIRMED) || pin.how().equals(Pins.ACCEPTED));
  }

  /**
   * Whether it is an own card, whose key is lost, that is trusted only because others attested it.
   */
  public boolean isAttested(String owner, String keyId) {
    return keyRing.pins(owner).stream()
        .anyMatch(pin -> pin.keyId().equals(keyId) && pin.how().equals(Pins.ATTESTED));
  }

  private TrustedCards pinTrusted(TrustedCards cards) {
    for (KeyCard card : cards.trusted()) {
      // one that was pinned when this was decided and is not now was distrusted meanwhile
      if (!cards.pinned().contains(card.keyId()) && !isPinned(cards.owner(), card.keyId())) {
        Pins.pin(keyRing, cards.owner(), card.keyId(), Pins.ENDORSED, clock.millis());
      }
    }
    if (cards.owner().equals(keyRing.owner())) {
      cards.trusted().forEach(this::pinRetired);
    }
    return cards;
  }

  /** Only retirements that count are left on a trusted card: a key of the ring signs no more. */
  private void pinRetired(KeyCard card) {
    Retirement end = card.retired();
    if (end != null && keyRing.key(card.keyId()).isPresent() && !keyRing.isRetired(card.keyId())) {
      keyRing.repin(card.owner(), card.keyId(), Pins.RETIRED, end.at());
    }
  }
}
