package dev.salus.sdk.trust;

import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.FingerprintText;
import dev.salus.sdk.error.FingerprintMismatch;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Pin;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was decided about keys by more than a policy (protocol §10), kept in the key ring. */
public final class KeyDecisions {

  private final CardLists lists;
  private final KeyRing keyRing;
  private final Clock clock;
  private final Consumer<String> changed;

  /**
   * @param changed is told the data owner after each decision
   */
  KeyDecisions(CardLists lists, KeyRing keyRing, Clock clock, Consumer<String> changed) {
    this.lists = lists;
    this.keyRing = keyRing;
    this.clock = clock;
    this.changed = changed;
  }

  /**
   * Trusts this card and no other from now on, after a human has compared its fingerprint. Fails
   * with {@link NotFound} if the owner lists no valid card of this keyId.
   */
  public Future<Void> confirm(String owner, String keyId) {
    return valid(owner).map(cards -> confirm(cards, keyId));
  }

  private @Nullable Void confirm(List<KeyCard> cards, String keyId) {
    KeyCard card =
        cards.stream()
            .filter(each -> each.keyId().equals(keyId))
            .findFirst()
            .orElseThrow(() -> new NotFound("the data owner has no valid card with that keyId"));
    pinOver(card, Pins.CONFIRMED);
    return null;
  }

  /**
   * Trusts the card that has this fingerprint, and no other; answers its keyId. Fails with {@link
   * FingerprintMismatch} if the owner lists no valid card that has it.
   */
  public Future<String> confirm(String owner, FingerprintText fingerprint) {
    return matching(owner, fingerprint).map(card -> pinOver(card, Pins.CONFIRMED));
  }

  /**
   * Trusts the card that has this fingerprint, and of the owner's others only those that a human
   * has confirmed or this one vouches for; answers its keyId. Fails with {@link
   * FingerprintMismatch} if the owner lists no valid card that has it.
   */
  public Future<String> accept(String owner, FingerprintText fingerprint) {
    return matching(owner, fingerprint).map(card -> pinAlone(card, Pins.ACCEPTED));
  }

  /**
   * Trusts a card that came with a proof, and of the owner's others only those that a human has
   * confirmed or this one vouches for: what was taken on first use before was a guess. Fails with
   * {@link NotFound} if the owner lists no valid card of this keyId.
   */
  public Future<Void> confirmProven(String owner, String keyId) {
    return confirm(owner, keyId)
        .compose(confirmed -> valid(owner))
        .map(
            cards -> {
              cards.stream()
                  .filter(card -> card.keyId().equals(keyId))
                  .forEach(card -> pinAlone(card, Pins.PROVEN));
              return null;
            });
  }

  /**
   * Trusts a card no more, whoever vouches for it, nor what it alone vouched for; until a human
   * confirms it again. What it could open, it still opens: the keys in use have to be made anew.
   *
   * @throws Invalid if it is a key of this key ring
   */
  public void distrust(String owner, String keyId) {
    if (owner.equals(keyRing.owner()) && keyRing.key(keyId).isPresent()) {
      throw new Invalid("keyId", "is this device's own key");
    }
    keyRing.repin(owner, keyId, Pins.DISTRUSTED, clock.millis());
    unpin(owner, pin -> pin.how().equals(Pins.ENDORSED));
    changed.accept(owner);
  }

  /**
   * Remembers that an own card was retired, so that the server cannot show it as live again. One
   * that is not trusted, or only because others attested it, stays what it is.
   *
   * @param at milliseconds since the epoch
   */
  public void retired(String keyId, long at) {
    Pins pins = Pins.of(keyRing, keyRing.owner());
    if (pins.trusted().contains(keyId) && !pins.ended().containsKey(keyId)) {
      keyRing.repin(keyRing.owner(), keyId, Pins.RETIRED, at);
      changed.accept(keyRing.owner());
    }
  }

  /**
   * Takes cards of the key ring's owner, whose keys are lost, as retired ones that verify what is
   * dated up to then. Those that are not listed as valid, are trusted, or are distrusted stay as
   * they are.
   *
   * @param until milliseconds since the epoch
   * @return the keyIds of those that are new
   */
  public Future<List<String>> attest(Collection<String> keyIds, long until) {
    String owner = keyRing.owner();
    Set<String> wanted = Set.copyOf(keyIds);
    return lists
        .of(owner, Pins.of(keyRing, owner))
        .map(
            cards -> {
              Set<String> distrusted = Pins.of(keyRing, owner).distrusted();
              List<KeyCard> fresh =
                  cards.unknown().stream()
                      .filter(card -> wanted.contains(card.keyId()))
                      .filter(card -> !distrusted.contains(card.keyId()))
                      .toList();
              fresh.forEach(card -> keyRing.pin(owner, card.keyId(), Pins.ATTESTED, until));
              changed.accept(owner);
              return fresh.stream().map(KeyCard::keyId).toList();
            });
  }

  private Future<KeyCard> matching(String owner, FingerprintText fingerprint) {
    return valid(owner).map(cards -> matching(owner, cards, fingerprint));
  }

  private static KeyCard matching(String owner, List<KeyCard> cards, FingerprintText fingerprint) {
    Optional<KeyCard> card =
        cards.stream().filter(each -> fingerprint.matches(owner, each.keyId())).findFirst();
    return card.orElseThrow(
        () ->
            new FingerprintMismatch(
                owner, cards.stream().map(each -> Fingerprint.of(owner, each.keyId())).toList()));
  }

  private Future<List<KeyCard>> valid(String owner) {
    return lists
        .of(owner, Pins.of(keyRing, owner))
        .map(cards -> Stream.concat(cards.trusted().stream(), cards.unknown().stream()).toList());
  }

  private String pinOver(KeyCard card, String how) {
    // what was taken on first use, or distrusted, is confirmed now
    keyRing.repin(card.owner(), card.keyId(), how, clock.millis());
    changed.accept(card.owner());
    return card.keyId();
  }

  private String pinAlone(KeyCard card, String how) {
    keyRing.repin(card.owner(), card.keyId(), how, clock.millis());
    unpin(card.owner(), pin -> !Pins.isBeyondFirstUse(pin) && !pin.how().equals(Pins.DISTRUSTED));
    changed.accept(card.owner());
    return card.keyId();
  }

  private void unpin(String owner, Predicate<Pin> which) {
    keyRing.pins(owner).stream().filter(which).forEach(pin -> keyRing.unpin(owner, pin.keyId()));
  }
}
