package dev.salus.sdk.trust;

import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.error.NoUsableKey;
import dev.salus.sdk.error.UntrustedKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The valid cards of a data owner, told apart by whether they are trusted. Only retirements that
 * count (protocol §2) are left on them.
 *
 * @param owner the data owner
 * @param trusted cards that are trusted, retired ones too
 * @param unknown valid cards that nothing known vouches for
 * @param pinned keyIds that were trusted before, listed now or not
 * @param replaced whether first use takes none of them, since not all that live hang on the oldest
 * @param epoch the {@link dev.salus.sdk.keys.KeyRing#trustEpoch} that this was decided at
 */
public record TrustedCards(
    String owner,
    List<KeyCard> trusted,
    List<KeyCard> unknown,
    Set<String> pinned,
    boolean replaced,
    long epoch) {

  /** Copies the lists. */
  public TrustedCards {
    trusted = List.copyOf(trusted);
    unknown = List.copyOf(unknown);
    pinned = Set.copyOf(pinned);
  }

  /** Cards that were decided on by themselves. */
  public TrustedCards(
      String owner, List<KeyCard> trusted, List<KeyCard> unknown, Set<String> pinned) {
    this(owner, trusted, unknown, pinned, false, -1);
  }

  TrustedCards at(long newEpoch) {
    return new TrustedCards(owner, trusted, unknown, pinned, replaced, newEpoch);
  }

  TrustedCards asReplaced() {
    return new TrustedCards(owner, trusted, unknown, pinned, true, epoch);
  }

  /** The trusted cards that are not retired: those that may be sealed to. */
  public List<KeyCard> live() {
    return trusted.stream().filter(card -> card.retired() == null).toList();
  }

  /**
   * Itself, if there is a card to seal to.
   *
   * @throws NoUsableKey if the owner has no card
   * @throws UntrustedKey if it has none that is trusted
   */
  public TrustedCards requireLive() {
    if (!live().isEmpty()) {
      return this;
    }
    KeyCard newest =
        unknown.stream()
            .filter(card -> card.retired() == null)
            .max(Comparator.comparingLong(KeyCard::createdAt).thenComparing(card -> card.keyId()))
            .orElseThrow(() -> new NoUsableKey(owner));
    throw untrusted(newest.keyId());
  }

  /** The trusted card of this keyId. */
  public Optional<KeyCard> card(String keyId) {
    return trusted.stream().filter(card -> card.keyId().equals(keyId)).findFirst();
  }

  /** The valid card of this keyId, trusted or not. */
  public Optional<KeyCard> valid(String keyId) {
    return card(keyId)
        .or(() -> unknown.stream().filter(card -> card.keyId().equals(keyId)).findFirst());
  }

  /** Whether the card of this keyId is trusted and not retired. */
  public boolean isLive(String keyId) {
    return live().stream().anyMatch(card -> card.keyId().equals(keyId));
  }

  /** That a card is not trusted, with the fingerprints to compare. */
  public UntrustedKey untrusted(String keyId) {
    return new UntrustedKey(
        owner, keyId, Fingerprint.of(owner, keyId), knownFingerprints(), replacedFingerprints());
  }

  private List<String> replacedFingerprints() {
    return replaced
        ? unknown.stream().map(card -> Fingerprint.of(owner, card.keyId())).sorted().toList()
        : List.of();
  }

  /** What to show a human about a card, listed now or not. */
  public KeyPrompt prompt(String keyId) {
    return new KeyPrompt(owner, keyId, Fingerprint.of(owner, keyId), knownFingerprints());
  }

  /** Of all cards that are trusted, also of those that the server does not list any more. */
  private List<String> knownFingerprints() {
    return Stream.concat(pinned.stream(), trusted.stream().map(KeyCard::keyId))
        .distinct()
        .map(known -> Fingerprint.of(owner, known))
        .sorted()
        .toList();
  }
}
