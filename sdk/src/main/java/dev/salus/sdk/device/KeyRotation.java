package dev.salus.sdk.device;

import dev.salus.api.Conflict;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.KeyNotReplaced;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.sharing.EntriesAdded;
import dev.salus.sdk.sharing.ExchangeEntries;
import dev.salus.sdk.sharing.ExchangeEntries.Receiver;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Replaces this device's key by a new one (protocol §2), step by step. After each step everything
 * is readable, and a later call goes on from there, also in another process: the old key stays in
 * the ring, and a rotation is unfinished as long as it is not retired.
 */
final class KeyRotation {

  /** How far ahead of its clock the server lets anything be dated. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final Vertx vertx;
  private final Clock clock;
  private final SecureRandom random;
  private final OwnerKeys keys;
  private final KeyRing keyRing;
  private final OwnCards ownCards;
  private final ExchangeEntries entries;

  KeyRotation(Vertx vertx, Clock clock, SecureRandom random, DeviceTools tools) {
    this.vertx = vertx;
    this.clock = clock;
    this.random = random;
    this.keys = tools.keys();
    this.keyRing = tools.keys().ring();
    this.ownCards = tools.cards();
    this.entries = tools.entries();
  }

  /** Whether a rotation was begun and not finished. */
  Future<Boolean> isUnfinished() {
    return ownCards
        .listed()
        .map(
            cards ->
                keyRing.waiting().isPresent() || !outgoing(cards).isEmpty() || isRotating(cards));
  }

  /** Of a ring without a live key only the ring itself knows that its new key is not done yet. */
  private boolean isRotating(TrustedCards cards) {
    String current = keyRing.current().keyId();
    return cards.isLive(current) && keyRing.rotating().filter(current::equals).isPresent();
  }

  /**
   * Begins a rotation, or goes on with one.
   *
   * @param progress is told after each exchange record
   */
  Future<RotatedKey> run(Consumer<EntriesAdded> progress) {
    return isUnfinished()
        .compose(unfinished -> unfinished ? Future.succeededFuture() : makeKey())
        .compose(made -> publish())
        .compose(fresh -> ownCards.listed().compose(cards -> run(fresh, cards, progress)));
  }

  private Future<RotatedKey> run(
      String fresh, TrustedCards cards, Consumer<EntriesAdded> progress) {
    requireInPlace(fresh, cards);
    return vouchForOthers(cards)
        .compose(
            left ->
                openRecords(progress)
                    .recover(failure -> sayIfNotInPlace(fresh, failure))
                    .compose(added -> retireOld(fresh).map(retired -> rotated(added, left))));
  }

  /** A record that cannot be opened to the new key may be what its retirement looks like. */
  private Future<EntriesAdded> sayIfNotInPlace(String fresh, Throwable failure) {
    return ownCards
        .listed()
        .map(cards -> requireInPlace(fresh, cards))
        .compose(inPlace -> Future.failedFuture(failure));
  }

  /**
   * That the new key is live, current, and vouched for if there was one to do so: the thief of the
   * old one can log in and retire it.
   */
  private TrustedCards requireInPlace(String fresh, TrustedCards cards) {
    boolean current = keyRing.current().keyId().equals(fresh) && cards.isLive(fresh);
    boolean vouchedFor =
        outgoing(cards).isEmpty()
            || cards.card(fresh).map(KeyCard::endorsements).orElse(List.of()).stream()
                .anyMatch(each -> keyRing.key(each.by()).isPresent());
    if (!current || !vouchedFor) {
      throw new KeyNotReplaced(Fingerprint.of(keyRing.owner(), fresh), fresh);
    }
    return cards;
  }

  /** Signs nothing yet: {@link KeyRing#current} stays the old one. */
  private Future<Void> makeKey() {
    return vertx
        .executeBlocking(this::newKey, false)
        .map(
            key -> {
              keyRing.addWaiting(key);
              return null;
            });
  }

  private OwnerKey newKey() {
    // the newest key signs, also if the clock was set back
    long newest = keyRing.keys().stream().mapToLong(OwnerKey::createdAt).max().orElse(0);
    long createdAt = Math.max(clock.millis(), newest + 1);
    Clock then = Clock.fixed(Instant.ofEpochMilli(createdAt), ZoneOffset.UTC);
    return OwnerKey.generate(keyRing.owner(), then, random);
  }

  /**
   * Keeps the new key, publishes it together with the old one's word for it, and signs with it. The
   * word of a key that is retired counts nowhere: the new card is unknown then.
   *
   * @return the keyId of the new key; the ring may sign with another one again as soon as it hears
   *     that somebody has retired it
   */
  private Future<String> publish() {
    Optional<OwnerKey> waiting = keyRing.waiting();
    if (waiting.isEmpty()) {
      return Future.succeededFuture(keyRing.current().keyId());
    }
    OwnerKey fresh = waiting.get();
    return keys.save()
        .compose(saved -> ownCards.publish(fresh, liveKey()))
        .map(
            published -> {
              keyRing.activate(fresh.keyId());
              return fresh.keyId();
            });
  }

  private @Nullable OwnerKey liveKey() {
    OwnerKey current = keyRing.current();
    return keyRing.isRetired(current.keyId()) ? null : current;
  }

  /**
   * The new key vouches for what the old one vouched for, which does so no more once it is retired;
   * and for the old one, for those who will know the new one alone. Not for a card that another one
   * retired: somebody else may have its key, and a server can hide a retirement. Nor for one that
   * the old key's word alone speaks for: whoever got hold of that key can have made it.
   *
   * @return the keyIds of the latter
   */
  private Future<List<String>> vouchForOthers(TrustedCards cards) {
    String current = keyRing.current().keyId();
    List<String> left = new ArrayList<>();
    Future<Void> vouched = Future.succeededFuture();
    for (KeyCard card : cards.trusted()) {
      boolean known =
          card.keyId().equals(current)
              || card.endorsements().stream().anyMatch(each -> each.by().equals(current));
      if (!known && isOwnUntilItsEnd(card)) {
        if (isConfirmed(card)) {
          vouched = vouched.compose(done -> endorseIfConfirmed(card));
        } else {
          left.add(card.keyId());
        }
      }
    }
    return vouched.map(done -> left);
  }

  /** What was distrusted since the cards were listed is not vouched for. */
  private Future<Void> endorseIfConfirmed(KeyCard card) {
    return isConfirmed(card) ? ownCards.endorse(card) : Future.succeededFuture();
  }

  private boolean isConfirmed(KeyCard card) {
    return keyRing.key(card.keyId()).isPresent()
        || keys.cards().isConfirmed(card.owner(), card.keyId());
  }

  private static boolean isOwnUntilItsEnd(KeyCard card) {
    Retirement end = card.retired();
    return end == null || (end.by().equals(card.keyId()) && !end.signature().isEmpty());
  }

  private Future<EntriesAdded> openRecords(Consumer<EntriesAdded> progress) {
    OwnerKey current = keyRing.current();
    long epoch = keyRing.trustEpoch(keys.owner());
    return keys.cards()
        .knownWithout(keys.owner(), current.keyId())
        .map(knew -> new Receiver(current.card(), knew, epoch))
        .compose(receiver -> entries.addToAll(receiver, progress));
  }

  /** Once all that the old key signed has arrived. */
  private Future<Void> retireOld(String fresh) {
    return keyRing
        .writes()
        .settled()
        .transform(settled -> ownCards.listed())
        .map(cards -> requireInPlace(fresh, cards))
        .compose(cards -> retireAll(outgoing(cards)))
        .compose(retired -> ownCards.listed())
        .compose(cards -> keys.save().map(cards))
        .map(cards -> requireInPlace(fresh, cards))
        .map(this::requireFinished)
        .compose(
            finished -> {
              keyRing.rotated();
              return keys.save();
            });
  }

  /** A key that came into the ring meanwhile would stay in use unseen. */
  private @Nullable Void requireFinished(TrustedCards cards) {
    if (!outgoing(cards).isEmpty()) {
      throw new Conflict("another key of this ring is in use: rotate again", null);
    }
    return null;
  }

  private Future<Void> retireAll(List<OwnerKey> old) {
    Future<Void> retired = Future.succeededFuture();
    for (OwnerKey key : old) {
      retired = retired.compose(done -> retire(key));
    }
    return retired;
  }

  private Future<Void> retire(OwnerKey old) {
    long now = clock.millis();
    long at = Math.min(Math.max(now, keyRing.signedUpTo(old.keyId())), now + TOLERANCE.toMillis());
    return ownCards.retire(old.card(), old, at, keyRing.current().keyId());
  }

  /** The keys of the ring that the current one takes the place of, and that still count. */
  private List<OwnerKey> outgoing(TrustedCards cards) {
    String current = keyRing.current().keyId();
    return keyRing.keys().stream()
        .filter(key -> !key.keyId().equals(current))
        .filter(key -> cards.isLive(key.keyId()))
        .toList();
  }

  private RotatedKey rotated(EntriesAdded added, List<String> notVouchedFor) {
    OwnerKey current = keyRing.current();
    return new RotatedKey(
        current.keyId(),
        Fingerprint.of(current.owner(), current.keyId()),
        added,
        current.createdAt(),
        notVouchedFor);
  }
}
