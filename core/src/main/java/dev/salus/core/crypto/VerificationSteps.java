package dev.salus.core.crypto;

import dev.salus.api.Verification;
import dev.salus.api.Verification.ExchangeUse;
import dev.salus.api.Verification.SignedMessage;
import dev.salus.api.VerificationResult;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.storage.Document;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The verifications of one request, some in each step. Once a signature by a card does not hold, no
 * further one that names this card is looked at: who signs truly has no false one in a request, and
 * who does not is refused for the price of one.
 */
final class VerificationSteps implements Callable<Boolean> {

  /** How many signatures a step verifies: a few milliseconds. */
  static final int SIGNATURES = 16;

  /** What is costly about a verification. */
  @FunctionalInterface
  interface SignatureCheck {

    /**
     * Whether a card signed a message.
     *
     * @param signature base64url
     */
    boolean holds(KeyCard card, byte[] message, String signature);
  }

  /** Between whom an exchange is; the rest of its record, which may be large, is not needed. */
  record Parties(String delegator, String delegate) {

    static Parties of(Document document) {
      ExchangeRecord record = ExchangeDocument.record(document);
      return new Parties(record.delegator(), record.delegate());
    }
  }

  private final List<Verification> verifications;
  private final Map<String, OwnerCards> signers;
  private final Map<String, Parties> exchanges;
  private final SignatureCheck check;
  private final List<VerificationResult> results = new ArrayList<>();
  private final Set<String> caught = new HashSet<>();
  private int checked;

  VerificationSteps(
      List<Verification> verifications,
      Map<String, OwnerCards> signers,
      Map<String, Parties> exchanges,
      SignatureCheck check) {
    this.verifications = verifications;
    this.signers = signers;
    this.exchanges = exchanges;
    this.check = check;
  }

  /** A result for each verification, in their order, once there are no more steps. */
  List<VerificationResult> results() {
    return List.copyOf(results);
  }

  /** Verifies some; whether there are more. */
  @Override
  public Boolean call() {
    checked = 0;
    while (results.size() < verifications.size() && checked < SIGNATURES) {
      results.add(result(verifications.get(results.size())));
    }
    return results.size() < verifications.size();
  }

  private VerificationResult result(Verification verification) {
    OwnerCards cards =
        signers.getOrDefault(verification.signer(), OwnerCards.none(verification.signer()));
    for (ExchangeUse use : verification.exchanges()) {
      if (!isBetween(use, exchanges.get(use.id()))) {
        return refused(
            use.field(), "must use an exchange of the one who shares with that delegate");
      }
    }
    for (SignedMessage signed : verification.signatures()) {
      String problem = problem(signed, cards.find(signed.keyId()));
      if (problem != null) {
        return refused(signed.field(), problem);
      }
    }
    return VerificationResult.HOLDS;
  }

  private static boolean isBetween(ExchangeUse use, @Nullable Parties record) {
    return record != null
        && record.delegator().equals(use.delegator())
        && record.delegate().equals(use.delegate());
  }

  private @Nullable String problem(SignedMessage signed, Optional<KeyCard> card) {
    if (card.isEmpty()) {
      return "is signed by a card that the signer has not published";
    }
    if (card.get().retired() != null) {
      return "is signed by a card that is retired";
    }
    if (caught.contains(signed.keyId())) {
      return "was not looked at, since another signature in this request does not hold under the"
          + " card that is named";
    }
    checked++;
    byte[] message = Base64Url.decode(signed.message(), signed.field());
    if (check.holds(card.get(), message, signed.signature())) {
      return null;
    }
    caught.add(signed.keyId());
    return "the signature does not hold under the card that is named";
  }

  private static VerificationResult refused(String field, String rule) {
    return new VerificationResult(field, field + ": " + rule);
  }
}
