package dev.salus.sdk.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.salus.api.Conflict;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The key cards of data owners as the key ring's owner trusts them (protocol §10). What the policy
 * takes is pinned in the key ring, and which of the ring's own keys are retired. Lists are
 * remembered for a minute; whom they make trusted is decided anew after each decision, also one
 * that another connection with the same ring has taken.
 */
public final class CardDirectory {

  /** How often something is looked up again because somebody decides about its cards meanwhile. */
  public static final int MOST_TRIES = 5;

  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private static final String TRUST_CHANGED =
      "whose keys are trusted has changed meanwhile: do it again";

  private final CardLists lists;
  private final KeyDecisions decisions;
  private final KeyRing keyRing;
  private final UnknownCards unknownCards;
  private final VerifiedSignatures signatures = new VerifiedSignatures();
  private final Cache<String, Future<Listed>> remembered;
  private final Map<String, Future<TrustedCards>> queued = new HashMap<>();

  /** What the server listed, and whom that made trusted. */
  private record Listed(CardList list, TrustedCards cards) {}

  /** A directory on behalf of the key ring's owner, by one clock. */
  public CardDirectory(
      Vertx vertx, ServerApi server, KeyRing keyRing, TrustPolicy policy, Clock clock) {
    this(vertx, server, keyRing, policy, clock, clock);
  }

  /**
   * A directory on behalf of the key ring's owner.
   *
   * @param own dates what the ring decides, which no server may
   * @param clock says which cards are dated ahead
   */
  public CardDirectory(
      Vertx vertx, ServerApi server, KeyRing keyRing, TrustPolicy policy, Clock own, Clock clock) {
    this.lists = new CardLists(vertx, server, clock, signatures);
    this.keyRing = keyRing;
    this.unknownCards = new UnknownCards(lists, keyRing, policy, own);
    this.remembered =
        Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED).build();
    this.decisions = new KeyDecisions(lists, keyRing, own, this::isPinned, remembered::invalidate);
  }

  /** Which signatures hold, whoever is trusted. */
  public VerifiedSignatures signatures() {
    return signatures;
  }

  /** What was decided about keys by more than a policy. */
  public KeyDecisions decisions() {
    return decisions;
  }

  /** Forgets all lists, as something was published. */
  public void forgetLists() {
    remembered.invalidateAll();
  }

  /** The cards of a data owner, at most a minute old, as they are trusted now. */
  public Future<TrustedCards> cards(String owner) {
    return isUseless(remembered.getIfPresent(owner))
        ? refreshed(owner)
        : remembered.get(owner, this::load).compose(this::current);
  }

  /** What is remembered helps nobody, so that the server is asked again each time. */
  private static boolean isUseless(@Nullable Future<Listed> before) {
    return before != null
        && (before.failed() || (before.succeeded() && before.result().cards().live().isEmpty()));
  }

  /** Decided anew if somebody has decided something since. */
  private Future<TrustedCards> current(Listed listed) {
    if (isCurrent(listed.cards())) {
      return Future.succeededFuture(listed.cards());
    }
    Future<Listed> anew = decided(listed.list());
    remembered.put(listed.list().owner(), anew);
    return anew.map(Listed::cards);
  }

  /**
   * Whether nothing was decided about these cards since they were looked up. What is sealed or
   * believed by others is to be done again.
   */
  public boolean isCurrent(TrustedCards cards) {
    return cards.epoch() == epochOf(cards.owner());
  }

  /**
   * The {@link KeyRing#trustEpoch} of a data owner's cards in the key ring by which this decides.
   */
  public long epochOf(String owner) {
    return keyRing.trustEpoch(owner);
  }

  /** No cards at all, of an owner whom the server does not know now. */
  public TrustedCards none(String owner) {
    return new TrustedCards(owner, List.of(), List.of(), Set.of()).at(epochOf(owner));
  }

  /**
   * These cards, to be asked for at the moment at which something is sealed to them or believed by
   * them.
   *
   * @throws Conflict as {@link #trustChanged} if something was decided since they were looked up
   */
  public TrustedCards requireCurrent(TrustedCards cards) {
    if (!isCurrent(cards)) {
      throw trustChanged();
    }
    return cards;
  }

  /** That something was decided while a call was under way, so that it did not happen. */
  public static Conflict trustChanged() {
    return new Conflict(TRUST_CHANGED, null);
  }

  /** Whether a failure is {@link #trustChanged}, and no conflict that a server answered. */
  public static boolean isTrustChanged(Throwable failure) {
    return failure instanceof Conflict conflict && conflict.detail().equals(TRUST_CHANGED);
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
      Future<Listed> underWay = remembered.getIfPresent(owner);
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
    Future<Listed> cards = load(owner);
    remembered.put(owner, cards);
    return cards.map(Listed::cards);
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
    if (isUseless(remembered.getIfPresent(owner))) {
      return refreshed(owner);
    }
    return cards(owner)
        .compose(
            cards ->
                keyIds.stream().allMatch(keyId -> cards.card(keyId).isPresent())
                    ? Future.succeededFuture(cards)
                    : refreshed(owner));
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
   * key; as the server lists them now. No policy is asked.
   */
  public Future<TrustedCards> confirmed(String owner) {
    return decidedBy(owner, () -> Pins.beyondFirstUse(keyRing, owner));
  }

  /** The cards of an owner by what was decided before, as the server lists them now. */
  public Future<TrustedCards> withoutAsking(String owner) {
    return decidedBy(owner, () -> Pins.of(keyRing, owner));
  }

  private Future<TrustedCards> decidedBy(String owner, Supplier<Pins> pins) {
    return lists.of(owner).compose(listed -> decidedBy(listed, pins));
  }

  /** Again if something was decided meanwhile. */
  private Future<TrustedCards> decidedBy(CardList listed, Supplier<Pins> pins) {
    long epoch = keyRing.trustEpoch(listed.owner());
    return lists
        .decide(listed, pins.get())
        .map(cards -> cards.at(epoch))
        .compose(
            cards -> isCurrent(cards) ? Future.succeededFuture(cards) : decidedBy(listed, pins));
  }

  /**
   * Why an owner's cards are trusted also without this one, and without what it vouches for, by
   * keyId: never for first use alone. To say so to others (protocol §9.3).
   */
  public Future<Map<String, String>> knownWithout(String owner, String keyId) {
    return decidedBy(owner, () -> Pins.beyondFirstUse(keyRing, owner).without(keyId))
        .map(cards -> reasons(cards, keyId));
  }

  private Map<String, String> reasons(TrustedCards cards, String without) {
    List<Pin> pins = keyRing.pins(cards.owner());
    Map<String, String> reasons = new TreeMap<>();
    for (KeyCard card : cards.trusted()) {
      String keyId = card.keyId();
      if (!keyId.equals(without)) {
        String vouched = keyRing.key(keyId).isPresent() ? Pins.OWN : Pins.ENDORSED;
        reasons.put(keyId, Pins.comparison(pins, keyId).orElse(vouched));
      }
    }
    return reasons;
  }

  private TrustedCards requireNoneByFirstUse(String owner, TrustedCards cards) {
    for (String keyId : Pins.of(keyRing, owner).trusted()) {
      if (cards.card(keyId).isEmpty()) {
        throw cards.untrusted(keyId);
      }
    }
    return cards;
  }

  private Future<Listed> load(String owner) {
    return lists.of(owner).compose(this::decided);
  }

  /** A human may be asked meanwhile, and others may decide: until nothing has changed. */
  private Future<Listed> decided(CardList list) {
    long epoch = keyRing.trustEpoch(list.owner());
    return lists
        .decide(list, Pins.of(keyRing, list.owner()))
        .compose(cards -> unknownCards.accept(list, cards.at(epoch)))
        .map(this::pinRetired)
        .compose(
            cards ->
                isCurrent(cards) ? Future.succeededFuture(new Listed(list, cards)) : decided(list));
  }

  /** Whether a card is trusted now, by what was decided about it or by what is remembered. */
  public boolean isPinned(String owner, String keyId) {
    return Pins.of(keyRing, owner).trusted().contains(keyId)
        || rememberedNow(owner).flatMap(cards -> cards.card(keyId)).isPresent();
  }

  /**
   * Whether nothing that is known now says that a card was retired before it may have signed
   * something of this date (protocol §2). The server is not asked.
   *
   * @param date milliseconds since the epoch
   */
  public boolean mayHaveSigned(String owner, String keyId, long date) {
    Long end = Pins.of(keyRing, owner).ended().get(keyId);
    boolean decided = end == null || date - Retirement.TOLERANCE_MS <= end;
    return decided
        && rememberedNow(owner)
            .flatMap(cards -> cards.card(keyId))
            .map(card -> card.mayHaveSignedAt(date))
            .orElse(true);
  }

  private Optional<TrustedCards> rememberedNow(String owner) {
    return Optional.ofNullable(remembered.getIfPresent(owner))
        .filter(Future::succeeded)
        .map(listed -> listed.result().cards())
        .filter(this::isCurrent);
  }

  /** Whether a human compared the fingerprint of this very card, and did not distrust it since. */
  public boolean isConfirmed(String owner, String keyId) {
    return Pins.of(keyRing, owner).compared().contains(keyId);
  }

  /**
   * Whether it is an own card, whose key is lost, that is trusted only because others attested it.
   */
  public boolean isAttested(String owner, String keyId) {
    return Pins.of(keyRing, owner).attested().contains(keyId);
  }

  private TrustedCards pinRetired(TrustedCards cards) {
    if (cards.owner().equals(keyRing.owner())) {
      cards.trusted().forEach(card -> pinRetired(card, cards));
    }
    return cards;
  }

  /**
   * Only retirements that count are left on a trusted card: a key of the ring signs no more. What
   * took its place is remembered, since a retired key vouches for nobody afterwards.
   */
  private void pinRetired(KeyCard card, TrustedCards cards) {
    Retirement end = card.retired();
    if (end != null && keyRing.key(card.keyId()).isPresent() && !keyRing.isRetired(card.keyId())) {
      String heir = end.by().equals(card.keyId()) ? end.successor() : end.by();
      if (heir != null && cards.card(heir).isPresent()) {
        decisions.succeeds(heir);
      }
      decisions.retired(card.keyId(), end.at());
    }
  }
}
