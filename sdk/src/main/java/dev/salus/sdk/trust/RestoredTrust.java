package dev.salus.sdk.trust;

import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Pin;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes over whom an older copy of a key ring trusts (protocol §9.2, §10). */
public final class RestoredTrust {

  private static final Set<String> FORGOT_GUESSES = Set.of(Pins.ACCEPTED, Pins.PROVEN);
  private static final Set<String> GUESSES = Set.of(Pins.FIRST_USE, Pins.ENDORSED, Pins.FORGOTTEN);
  private static final Set<String> UNTRUSTED = Set.of(Pins.DISTRUSTED, Pins.FORGOTTEN);

  private RestoredTrust() {}

  /**
   * Trusts what the copy trusts. A data owner whom the copy knows was no stranger: what this ring
   * took of them on first use, and the copy does not know, is trusted no more. What the copy had
   * taken on first use stays out where this ring has learnt better. Of two decisions about one card
   * the later holds.
   *
   * @param keyRing has the copy's keys already
   * @param now milliseconds since the epoch
   */
  public static void takeOver(KeyRing copy, KeyRing keyRing, long now) {
    copy.allPins().forEach((owner, pins) -> takeOver(owner, pins, keyRing, now));
    keyRing.pins(keyRing.owner()).stream()
        .filter(pin -> pin.how().equals(Pins.ATTESTED))
        .filter(pin -> keyRing.key(pin.keyId()).isPresent())
        .forEach(pin -> keyRing.unpin(keyRing.owner(), pin.keyId()));
  }

  private static void takeOver(String owner, List<Pin> restored, KeyRing keyRing, long now) {
    List<Pin> here = keyRing.pins(owner);
    boolean learntBetter = here.stream().anyMatch(pin -> FORGOT_GUESSES.contains(pin.how()));
    for (Pin pin : restored) {
      Optional<Pin> known = find(here, pin.keyId());
      boolean take =
          known.isPresent()
              ? decides(pin, known.get())
              : !(learntBetter && GUESSES.contains(pin.how()));
      if (take) {
        keyRing.repin(owner, pin.keyId(), pin.how(), pin.at());
      }
    }
    if (restored.stream().anyMatch(pin -> !UNTRUSTED.contains(pin.how()))) {
      here.stream()
          .filter(pin -> GUESSES.contains(pin.how()))
          .filter(pin -> find(restored, pin.keyId()).isEmpty())
          .forEach(pin -> keyRing.repin(owner, pin.keyId(), Pins.FORGOTTEN, now));
    }
  }

  private static Optional<Pin> find(List<Pin> pins, String keyId) {
    return pins.stream().filter(pin -> pin.keyId().equals(keyId)).findFirst();
  }

  /** Whether a restored pin is to replace the one that is there. */
  private static boolean decides(Pin restored, Pin here) {
    if (GUESSES.contains(restored.how())) {
      return false;
    }
    return GUESSES.contains(here.how()) || restored.at() > here.at();
  }
}
