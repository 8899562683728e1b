package dev.salus.sdk.trust;

import dev.salus.api.Conflict;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was decided about keys by more than a policy (protocol §10), kept in the key ring. */
public final class KeyDecisions {

  private final CardLists lists;
  private final KeyRing keyRing;
  private final Clock clock;
  private final BiPredicate<String, String> trusted;
  private final Consumer<String> changed;

  /**
   * @param trusted whether a card of a data owner is trusted now
   * @param changed is told the data owner after each decision
   */
  KeyDecisions(
      CardLists lists,
      KeyRing keyRing,
      Clock clock,
      BiPredicate<String, String> trusted,
      Consumer<String> changed) {
    this.trusted = trusted;
    this.lists = lists;
    this.keyRing = keyRing;
    this.clock = clock;
    this.changed = changed;
  }

  /**
   * Trusts this card from now on, after a human has compared its fingerprint, and of the owner's
   * others only those that it vouches for, or that a human has compared as well. Fails with {@link
   * NotFound} if the owner lists no valid card of this keyId.
   */
  public Future<Void> confirm(String owner, String keyId) {
    List<Pin> known = keyRing.pins(owner);
    return valid(owner).map(cards -> confirm(cards, keyId, known));
  }

  private @Nullable Void confirm(List<KeyCard> cards, String keyId, List<Pin> known) {
    KeyCard card =
        cards.stream()
            .filter(each -> each.keyId().equals(keyId))
            .findFirst()
            .orElseThrow(() -> new NotFound("the data owner has no valid card with that keyId"));
    trust(card.owner(), card.keyId(), Pins.CONFIRMED, known);
    return null;
  }

  /**
   * {@link #confirm(String, String)} of the card that has this fingerprint; answers its keyId.
   * Fails with {@link FingerprintMismatch} if the owner lists no valid card that has it.
   */
  public Future<String> confirm(String owner, FingerprintText fingerprint) {
    return confirm(owner, fingerprint, keyRing.pins(owner));
  }

  /**
   * The same, by a human who knew what was decided about the owner then: {@link Conflict} if the
   * card was distrusted since, which is the later decision.
   *
   * @param known the owner's pins as the human compared
   */
  public Future<String> confirm(String owner, FingerprintText fingerprint, List<Pin> known) {
    return matching(owner, fingerprint)
        .map(card -> trust(card.owner(), card.keyId(), Pins.CONFIRMED, known));
  }

  /** The same, as access is given back. */
  public Future<String> accept(String owner, FingerprintText fingerprint) {
    List<Pin> known = keyRing.pins(owner);
    return matching(owner, fingerprint)
        .map(card -> trust(card.owner(), card.keyId(), Pins.ACCEPTED, known));
  }

  /**
   * Trusts a card that came with a proof, and of the owner's others only those that it vouches for
   * or that a human has compared: what was taken on first use before was a guess. The server is not
   * asked.
   *
   * @param known the owner's pins as the proof was asked for
   * @throws Invalid if the card's signature over itself does not hold
   * @throws Conflict if the card was distrusted since
   */
  public void prove(KeyCard card, List<Pin> known) {
    if (!card.selfSignatureHolds()) {
      throw new Invalid("card", "the card is not signed by its own key");
    }
    trust(card.owner(), card.keyId(), Pins.PROVEN, known);
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
    keyRing.pin(owner, keyId, Pins.DISTRUSTED, now(owner));
    changed.accept(owner);
  }

  /**
   * Remembers that an own card was retired, so that the server cannot show it as live again. One
   * that is not trusted, or only because others attested it, stays what it is.
   *
   * @param until the date of its retirement, milliseconds since the epoch
   */
  public void retired(String keyId, long until) {
    String owner = keyRing.owner();
    boolean attested = Pins.of(keyRing, owner).attested().contains(keyId);
    if (!attested && !keyRing.isRetired(keyId) && trusted.test(owner, keyId)) {
      keyRing.decide(owner, new Pin(keyId, Pins.RETIRED, now(owner), until));
      changed.accept(owner);
    }
  }

  /** Remembers that an own card took the place of a key of the ring; one of the ring is known. */
  void succeeds(String keyId) {
    String owner = keyRing.owner();
    if (keyRing.key(keyId).isEmpty()) {
      keyRing.pin(owner, keyId, Pins.SUCCESSOR, now(owner));
    }
  }

  /**
   * Takes cards of the key ring's owner, whose keys are lost, as retired ones that verify what is
   * dated up to then. Those that are not listed as valid, are trusted, or are distrusted stay as
   * they are.
   *
   * @param byEnd keyIds by the date that they verify up to, milliseconds since the epoch; of a card
   *     under several the first counts
   * @param believed whether those who say so are still believed; {@link Conflict} if not
   * @return the keyIds of those that are new
   */
  public Future<Set<String>> attest(Map<Long, Set<String>> byEnd, BooleanSupplier believed) {
    String owner = keyRing.owner();
    return lists
        .of(owner, Pins.of(keyRing, owner))
        .map(
            cards -> {
              if (!believed.getAsBoolean()) {
                throw CardDirectory.trustChanged();
              }
              return attest(cards, byEnd);
            });
  }

  private Set<String> attest(TrustedCards cards, Map<Long, Set<String>> byEnd) {
    String owner = keyRing.owner();
    Set<String> distrusted = Pins.of(keyRing, owner).distrusted();
    Set<String> open =
        cards.unknown().stream().map(KeyCard::keyId).collect(Collectors.toCollection(HashSet::new));
    open.removeAll(distrusted);
    Set<String> fresh = new HashSet<>();
    long at = now(owner);
    byEnd.forEach(
        (until, keyIds) ->
            keyIds.stream()
                .filter(open::contains)
                .filter(fresh::add)
                .forEach(keyId -> keyRing.decide(owner, new Pin(keyId, Pins.ATTESTED, at, until))));
    changed.accept(owner);
    return fresh;
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

  /** {@link #trust(String, String, String, List)} by who knows all that was decided. */
  String trust(String owner, String keyId, String how) {
    return trust(owner, keyId, how, keyRing.pins(owner));
  }

  /**
   * What was distrusted is trusted again, if whoever decides knew of that. A server that holds its
   * answer back does not make the earlier decision the later one.
   */
  private String trust(String owner, String keyId, String how, List<Pin> known) {
    List<Pin> pins = keyRing.pins(owner);
    OptionalLong distrusted = Pins.distrustedAt(pins, keyId);
    if (distrusted.isPresent() && !distrusted.equals(Pins.distrustedAt(known, keyId))) {
      throw CardDirectory.trustChanged();
    }
    if (distrusted.isEmpty() && pins.stream().anyMatch(pin -> says(pin, keyId, how))) {
      return keyId;
    }
    distrusted.ifPresent(at -> keyRing.pin(owner, keyId, Pins.REGAINED, at));
    keyRing.pin(owner, keyId, how, now(owner));
    changed.accept(owner);
    return keyId;
  }

  private static boolean says(Pin pin, String keyId, String how) {
    return pin.keyId().equals(keyId) && pin.how().equals(how);
  }

  /** Later than all that was decided about this owner before, also if the clock was set back. */
  private long now(String owner) {
    long newest = keyRing.pins(owner).stream().mapToLong(Pin::at).max().orElse(0);
    return Math.max(clock.millis(), newest + 1);
  }
}
