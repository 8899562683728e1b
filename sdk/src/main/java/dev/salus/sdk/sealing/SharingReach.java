package dev.salus.sdk.sealing;

import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.error.NoUsableKey;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.model.LeftOutKey;
import dev.salus.sdk.model.SkippedDelegate;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Whom, and which of their devices, something that is shared now does not reach (protocol §10). */
public final class SharingReach {

  private final CardDirectory cards;

  /**
   * What is not reached of several data owners.
   *
   * @param skipped those who are not reached at all, and why
   * @param leftOut keys of the others that nothing is sealed to
   */
  public record NotReached(List<SkippedDelegate> skipped, List<LeftOutKey> leftOut) {
    /** Nobody. */
    public static final NotReached NONE = new NotReached(List.of(), List.of());

    /** Copies the lists. */
    public NotReached {
      skipped = List.copyOf(skipped);
      leftOut = List.copyOf(leftOut);
    }
  }

  /** By the cards as they are trusted here. */
  public SharingReach(CardDirectory cards) {
    this.cards = cards;
  }

  /** The keys of a data owner that nothing is sealed to, since they are not trusted. */
  public Future<List<LeftOutKey>> leftOut(String dataOwner) {
    return cards.cards(dataOwner).map(SharingReach::untrusted);
  }

  private static List<LeftOutKey> untrusted(TrustedCards cards) {
    return cards.unknown().stream()
        .filter(card -> card.retired() == null)
        .map(KeyCard::keyId)
        .map(keyId -> new LeftOutKey(cards.owner(), keyId, Fingerprint.of(cards.owner(), keyId)))
        .toList();
  }

  /** What is not reached of these. */
  public Future<NotReached> notReached(Collection<String> dataOwners) {
    List<Future<TrustedCards>> listed = dataOwners.stream().map(cards::cards).toList();
    return Future.all(listed).map(all -> notReached(listed.stream().map(Future::result).toList()));
  }

  private static NotReached notReached(List<TrustedCards> dataOwners) {
    List<SkippedDelegate> skipped = new ArrayList<>();
    List<LeftOutKey> leftOut = new ArrayList<>();
    for (TrustedCards each : dataOwners) {
      Optional<SkippedDelegate> whole = skipped(each);
      whole.ifPresentOrElse(skipped::add, () -> leftOut.addAll(untrusted(each)));
    }
    return new NotReached(skipped, leftOut);
  }

  private static Optional<SkippedDelegate> skipped(TrustedCards cards) {
    try {
      cards.requireLive();
      return Optional.empty();
    } catch (NoUsableKey | UntrustedKey why) {
      return Optional.of(new SkippedDelegate(cards.owner(), String.valueOf(why.getMessage())));
    }
  }
}
