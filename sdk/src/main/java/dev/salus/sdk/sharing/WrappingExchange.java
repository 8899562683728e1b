package dev.salus.sdk.sharing;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Pae;
import dev.salus.sdk.keys.FitExchange;
import dev.salus.sdk.trust.TrustedCards;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An exchange under which something new may be wrapped.
 *
 * @param exchange from the key ring's owner
 * @param sealedTo keyIds that it is sealed to by now
 */
record WrappingExchange(OpenedExchange exchange, Set<String> sealedTo) {

  /** {@link #ended} of those of whom no card is retired, which are nearly all. */
  private static final String NONE_ENDED = hash(List.of());

  /** Copies the set. */
  WrappingExchange {
    sealedTo = Set.copyOf(sealedTo);
  }

  /** Whether it is sealed to every device of the delegate that is there to read. */
  boolean reaches(TrustedCards to) {
    return to.live().stream().map(KeyCard::keyId).allMatch(sealedTo::contains);
  }

  /**
   * Whether all that an exchange was sealed to is still trusted and live, and none of both parties'
   * cards was retired since (protocol §3). Dates say nothing here: others wrote them.
   *
   * @param ended {@link #ended} of both now
   */
  static boolean isFit(FitExchange made, String ended, TrustedCards own, TrustedCards to) {
    return made.ended().equals(ended)
        && made.sealedTo().stream().allMatch(keyId -> own.isLive(keyId) || to.isLive(keyId));
  }

  /** What there is to remember of an exchange that is made now. */
  static FitExchange remembered(
      String id, Set<String> sealedTo, TrustedCards own, TrustedCards to) {
    return new FitExchange(id, sealedTo, ended(own, to));
  }

  /** Which of both parties' trusted cards are retired, as one text. */
  static String ended(TrustedCards own, TrustedCards to) {
    List<String> ended =
        Stream.of(own, to)
            .flatMap(cards -> cards.trusted().stream())
            .filter(card -> card.retired() != null)
            .map(KeyCard::keyId)
            .distinct()
            .toList();
    return ended.isEmpty() ? NONE_ENDED : hash(ended);
  }

  private static String hash(List<String> ended) {
    return Base64Url.encode(Digests.sha256(Pae.encodeSortedTexts(ended)));
  }
}
