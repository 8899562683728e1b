package dev.salus.sdk.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.salus.core.api.InternalFault;
import dev.salus.core.api.NotFound;
import dev.salus.core.protocol.KeyCard;
import dev.salus.core.protocol.ProtocolViolation;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Pin;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
  private static final String VERIFIED = "verified";
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final Transport transport;
  private final KeyRing keyRing;
  private final TrustPolicy policy;
  private final Clock clock;
  private final Cache<String, Future<TrustedCards>> remembered;

  /** A directory on behalf of the key ring's owner. */
  public CardDirectory(
      Vertx vertx, Transport transport, KeyRing keyRing, TrustPolicy policy, Clock clock) {
    this.vertx = vertx;
    this.transport = transport;
    this.keyRing = keyRing;
    this.policy = policy;
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

  /** The cards of a data owner as the server lists them now. */
  public Future<TrustedCards> refreshed(String owner) {
    Future<TrustedCards> cards = load(owner);
    remembered.put(owner, cards);
    return cards;
  }

  /**
   * The cards of an owner of which one has signed something; asks the server again if that one is
   * not among them.
   */
  public Future<TrustedCards> cardsWith(String owner, String keyId) {
    return cards(owner)
        .compose(
            cards ->
                cards.card(keyId).isPresent() ? Future.succeededFuture(cards) : refreshed(owner));
  }

  /**
   * Trusts a card from now on, after a human has compared its fingerprint. Fails with {@link
   * NotFound} if the owner lists no valid card of this keyId.
   */
  public Future<Void> confirm(String owner, String keyId) {
    return transport
        .cards(owner)
        .map(CardDirectory::parse)
        .compose(listed -> decide(owner, listed))
        .compose(cards -> pinConfirmed(cards, keyId));
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
              keyRing.unpin(owner, keyId);
              keyRing.pins(owner).stream()
                  .filter(pin -> !isConfirmed(pin))
                  .forEach(pin -> keyRing.unpin(owner, pin.keyId()));
              pin(owner, keyId, PROVEN);
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
   * The cards of an owner, all of whose live ones go back to one that was confirmed or proven:
   * first use is not enough. Fails with {@link dev.salus.sdk.error.UntrustedKey} or {@link
   * dev.salus.sdk.error.NoUsableKey}.
   */
  public Future<TrustedCards> requireConfirmed(String owner) {
    Set<String> confirmed = new HashSet<>();
    keyRing.pins(owner).stream()
        .filter(CardDirectory::isConfirmed)
        .forEach(pin -> confirmed.add(pin.keyId()));
    return transport
        .cards(owner)
        .map(CardDirectory::parse)
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

  private static boolean isConfirmed(Pin pin) {
    return Set.of(CONFIRMED, VERIFIED, PROVEN).contains(pin.how());
  }

  private Future<Void> pinConfirmed(TrustedCards cards, String keyId) {
    boolean listed =
        Stream.concat(cards.trusted().stream(), cards.unknown().stream())
            .anyMatch(card -> card.keyId().equals(keyId));
    if (!listed) {
      return Future.failedFuture(
          new NotFound("data owner " + cards.owner() + " has no valid card with that keyId"));
    }
    // what was taken on first use is confirmed now
    keyRing.unpin(cards.owner(), keyId);
    pin(cards.owner(), keyId, CONFIRMED);
    remembered.invalidate(cards.owner());
    return Future.succeededFuture();
  }

  private Future<TrustedCards> load(String owner) {
    return transport
        .cards(owner)
        .map(CardDirectory::parse)
        .compose(listed -> trust(owner, listed))
        .map(this::pinTrusted);
  }

  private static List<KeyCard> parse(JsonObject answer) {
    if (answer.getJsonArray("items") == null) {
      throw new InternalFault("the server's list of cards is not one");
    }
    return answer.getJsonArray("items").stream()
        .map(CardDirectory::card)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<KeyCard> card(Object json) {
    try {
      return json instanceof JsonObject object
          ? Optional.of(KeyCard.parse(object))
          : Optional.empty();
    } catch (ProtocolViolation violation) {
      LOG.warn("ignored a key card that breaks the protocol: {}", violation.getMessage());
      return Optional.empty();
    }
  }

  private Future<TrustedCards> trust(String owner, List<KeyCard> listed) {
    return decide(owner, listed).compose(cards -> applyPolicy(cards, listed));
  }

  private Future<TrustedCards> decide(String owner, List<KeyCard> listed) {
    return decide(owner, listed, pinned(owner));
  }

  private Future<TrustedCards> decide(String owner, List<KeyCard> listed, Set<String> pinned) {
    return vertx.executeBlocking(() -> CardTrust.decide(owner, listed, pinned), false);
  }

  private Set<String> pinned(String owner) {
    Set<String> pinned = new HashSet<>();
    keyRing.pins(owner).forEach(pin -> pinned.add(pin.keyId()));
    if (owner.equals(keyRing.owner())) {
      keyRing.keys().stream().map(OwnerKey::keyId).forEach(pinned::add);
    }
    return pinned;
  }

  private Future<TrustedCards> applyPolicy(TrustedCards cards, List<KeyCard> listed) {
    if (cards.unknown().isEmpty() || cards.owner().equals(keyRing.owner())) {
      return Future.succeededFuture(cards);
    }
    if (policy instanceof TrustPolicy.VerifyWith verify) {
      return askAll(verify, cards, listed);
    }
    if (!keyRing.pins(cards.owner()).isEmpty()) {
      LOG.warn("data owner {} lists a key that is not trusted", cards.owner());
      return Future.succeededFuture(cards);
    }
    cards.unknown().forEach(card -> pin(cards.owner(), card.keyId(), "firstUse"));
    return decide(cards.owner(), listed);
  }

  private Future<TrustedCards> askAll(
      TrustPolicy.VerifyWith verify, TrustedCards cards, List<KeyCard> listed) {
    Future<Void> asked = Future.succeededFuture();
    for (KeyCard card : cards.unknown()) {
      asked = asked.compose(done -> ask(verify, cards, card));
    }
    return asked.compose(done -> decide(cards.owner(), listed));
  }

  private Future<Void> ask(TrustPolicy.VerifyWith verify, TrustedCards cards, KeyCard card) {
    List<String> known =
        cards.live().stream().map(live -> Fingerprint.of(cards.owner(), live.keyId())).toList();
    String fingerprint = Fingerprint.of(cards.owner(), card.keyId());
    KeyPrompt prompt = new KeyPrompt(cards.owner(), card.keyId(), fingerprint, known);
    return verify
        .ask()
        .apply(prompt)
        .otherwise(false)
        .map(
            confirmed -> {
              if (Objects.equals(confirmed, true)) {
                pin(cards.owner(), card.keyId(), VERIFIED);
              }
              return null;
            });
  }

  private TrustedCards pinTrusted(TrustedCards cards) {
    cards.trusted().forEach(card -> pin(cards.owner(), card.keyId(), "endorsed"));
    return cards;
  }

  private void pin(String owner, String keyId, String how) {
    if (!pinned(owner).contains(keyId)) {
      keyRing.pin(owner, keyId, how, clock.millis());
    }
  }
}
