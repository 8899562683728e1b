package dev.salus.sdk.device;

import dev.salus.api.Conflict;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import dev.salus.sdk.connection.Client;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.sharing.EntriesAdded;
import dev.salus.sdk.sharing.ExchangeEntries.Receiver;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
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

  private final Client client;
  private final OwnCards ownCards;
  private final Consumer<EntriesAdded> progress;

  KeyRotation(Client client, Consumer<EntriesAdded> progress) {
    this.client = client;
    this.ownCards = new OwnCards(client);
    this.progress = progress;
  }

  /** Whether a rotation was begun and not finished. */
  static Future<Boolean> isUnfinished(Client client) {
    Client.Keyed keyed = client.keyed();
    return keyed
        .cards()
        .refreshed(keyed.owner())
        .map(cards -> keyed.keyRing().waiting().isPresent() || !outgoing(client, cards).isEmpty());
  }

  Future<Rotated> run() {
    return isUnfinished(client)
        .compose(unfinished -> unfinished ? Future.succeededFuture() : makeKey())
        .compose(made -> publish())
        .compose(published -> refreshed())
        .compose(this::vouchForOthers)
        .compose(
            left ->
                openRecords()
                    .compose(entries -> retireOld().map(retired -> rotated(entries, left))));
  }

  private Future<TrustedCards> refreshed() {
    Client.Keyed keyed = client.keyed();
    return keyed.cards().refreshed(keyed.owner());
  }

  /** Signs nothing yet: {@link KeyRing#current} stays the old one. */
  private Future<Void> makeKey() {
    return client
        .vertx()
        .executeBlocking(this::newKey, false)
        .map(
            key -> {
              client.keyed().keyRing().addWaiting(key);
              return null;
            });
  }

  private OwnerKey newKey() {
    KeyRing keyRing = client.keyed().keyRing();
    // the newest key signs, also if the clock was set back
    long newest = keyRing.keys().stream().mapToLong(OwnerKey::createdAt).max().orElse(0);
    long createdAt = Math.max(client.settings().clock().millis(), newest + 1);
    Clock then = Clock.fixed(Instant.ofEpochMilli(createdAt), ZoneOffset.UTC);
    return OwnerKey.generate(keyRing.owner(), then, client.settings().random());
  }

  /**
   * Keeps the new key, publishes it together with the old one's word for it, and signs with it. The
   * word of a key that is retired counts nowhere: the new card is unknown then.
   */
  private Future<Void> publish() {
    Client.Keyed keyed = client.keyed();
    Optional<OwnerKey> waiting = keyed.keyRing().waiting();
    if (waiting.isEmpty()) {
      return Future.succeededFuture();
    }
    OwnerKey fresh = waiting.get();
    return keyed
        .saver()
        .save()
        .compose(saved -> ownCards.publish(fresh, liveKey(keyed.keyRing())))
        .map(
            published -> {
              keyed.keyRing().activate(fresh.keyId());
              return null;
            });
  }

  private static @Nullable OwnerKey liveKey(KeyRing keyRing) {
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
    String current = client.keyed().keyRing().current().keyId();
    List<String> left = new ArrayList<>();
    Future<Void> vouched = Future.succeededFuture();
    for (KeyCard card : cards.trusted()) {
      boolean known =
          card.keyId().equals(current)
              || card.endorsements().stream().anyMatch(each -> each.by().equals(current));
      if (!known && isOwnUntilItsEnd(card)) {
        if (isConfirmed(card)) {
          vouched = vouched.compose(done -> ownCards.endorse(card));
        } else {
          left.add(card.keyId());
        }
      }
    }
    return vouched.map(done -> left);
  }

  private boolean isConfirmed(KeyCard card) {
    Client.Keyed keyed = client.keyed();
    return keyed.keyRing().key(card.keyId()).isPresent()
        || keyed.cards().isConfirmed(card.owner(), card.keyId());
  }

  private static boolean isOwnUntilItsEnd(KeyCard card) {
    Retirement end = card.retired();
    return end == null || (end.by().equals(card.keyId()) && !end.signature().isEmpty());
  }

  private Future<EntriesAdded> openRecords() {
    Client.Keyed keyed = client.keyed();
    OwnerKey current = keyed.keyRing().current();
    return keyed
        .cards()
        .trustedWithout(keyed.owner(), current.keyId())
        .map(knew -> new Receiver(current.card(), knew))
        .compose(receiver -> client.exchangeEntries().addToAll(receiver, progress));
  }

  /** Once all that the old key signed has arrived. */
  private Future<Void> retireOld() {
    return client
        .keyed()
        .keyRing()
        .writes()
        .settled()
        .transform(settled -> refreshed())
        .compose(cards -> retireAll(outgoing(client, cards)))
        .compose(retired -> refreshed())
        .compose(cards -> client.keyed().saver().save().map(cards))
        .map(this::requireFinished);
  }

  /** A key that came into the ring meanwhile would stay in use unseen. */
  private @Nullable Void requireFinished(TrustedCards cards) {
    if (!outgoing(client, cards).isEmpty()) {
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

  /** Remembered also if the server says that it was retired already, whatever it lists. */
  private Future<Void> retire(OwnerKey old) {
    KeyRing keyRing = client.keyed().keyRing();
    long now = client.settings().clock().millis();
    long at = Math.min(Math.max(now, keyRing.signedUpTo(old.keyId())), now + TOLERANCE.toMillis());
    Retirement retirement = old.retire(old.card(), at, keyRing.current().keyId());
    return client
        .server()
        .retire(old.owner(), old.keyId(), retirement.toJson())
        .<Void>mapEmpty()
        .recover(
            failure ->
                failure instanceof Conflict
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure))
        .onSuccess(done -> client.keyed().cards().decisions().retired(old.keyId(), at));
  }

  /** The keys of the ring that the current one takes the place of, and that still count. */
  private static List<OwnerKey> outgoing(Client client, TrustedCards cards) {
    KeyRing keyRing = client.keyed().keyRing();
    String current = keyRing.current().keyId();
    return keyRing.keys().stream()
        .filter(key -> !key.keyId().equals(current))
        .filter(key -> cards.isLive(key.keyId()))
        .toList();
  }

  private Rotated rotated(EntriesAdded entries, List<String> notVouchedFor) {
    OwnerKey current = client.keyed().keyRing().current();
    return new Rotated(
        current.keyId(),
        Fingerprint.of(current.owner(), current.keyId()),
        entries,
        current.createdAt(),
        notVouchedFor);
  }
}
