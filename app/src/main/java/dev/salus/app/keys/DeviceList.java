package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.LostKeys;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.device.OwnCard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * The keys of a person's devices, the oldest first, with numbers to choose by.
 *
 * @param lost those of them that are known to be lost and still in use
 * @param attestor who told that they are: somebody of whom the person took access back
 */
record DeviceList(
    List<OwnCard> cards,
    Map<String, String> names,
    String current,
    List<OwnCard> lost,
    String attestor) {

  DeviceList {
    cards = List.copyOf(cards);
    names = Map.copyOf(names);
    lost = List.copyOf(lost);
  }

  static DeviceList of(KeySession.Opened keys) throws TimeoutException {
    List<OwnCard> cards = keys.get(keys.salus().deviceApi().cards());
    List<OwnCard> lost = LostKeys.inUse(keys, cards);
    return new DeviceList(
        cards,
        keys.salus().dataOwnerApi().getGivenNames(),
        keys.salus().dataOwnerApi().getOwnFingerprint(),
        lost,
        lost.isEmpty() ? "" : LostKeys.attestor(keys));
  }

  /** The one of this number, name or keyId; empty if there is none. */
  Optional<OwnCard> find(String typed) {
    if (typed.matches("\\d{1,4}")) {
      int number = Integer.parseInt(typed);
      return number >= 1 && number <= cards.size()
          ? Optional.of(cards.get(number - 1))
          : Optional.empty();
    }
    return cards.stream()
        .filter(card -> card.keyId().equals(typed) || typed.equals(names.get(card.keyId())))
        .findFirst();
  }

  /** Asks which one; they are shown with their numbers. */
  OwnCard ask(Dialogue dialogue) throws Exception {
    for (OwnCard card : cards) {
      dialogue.explain("  " + describe(card) + ": " + state(card));
    }
    return dialogue.tries(() -> require(dialogue.answer("Which device (number or name)")));
  }

  /** By which it is chosen. */
  int number(OwnCard card) {
    return cards.indexOf(card) + 1;
  }

  /** {@link #find}, or a failure. */
  OwnCard require(String typed) {
    return find(typed)
        .orElseThrow(
            () ->
                CommandFailure.mistyped(
                    "there is no device '" + typed + "'; see 'salus keys devices list'"));
  }

  /** One in a few words. */
  String describe(OwnCard card) {
    String name = names.get(card.keyId());
    return (name == null ? "the device" : "'" + name + "'")
        + " (number "
        + (cards.indexOf(card) + 1)
        + ", made "
        + made(card)
        + ")";
  }

  String name(OwnCard card) {
    return names.getOrDefault(card.keyId(), "none; 'salus keys name' gives it one");
  }

  static String made(OwnCard card) {
    return Words.minute(card.createdAt());
  }

  String state(OwnCard card) {
    return switch (card.state()) {
      case THIS_DEVICE ->
          card.fingerprint().equals(current)
              ? "this device"
              : "also on this device (restored, handed over, or about to be replaced)";
      case TRUSTED -> "another device, trusted";
      case UNTRUSTED -> "another device, NOT let in: yours only if you know of it";
      case LOST ->
          lost.contains(card)
              ? "lost, as "
                  + attestor
                  + " told, and still in use. If you have it, do nothing;"
                  + " else: 'salus keys devices retire "
                  + number(card)
                  + "'"
              : "lost, and retired";
      case RETIRED ->
          "retired"
              + (card.retiredAt() == null ? "" : " " + Words.minute(card.retiredAt()))
              + (card.onThisDevice() ? ", still on this device to open what is from before" : "");
    };
  }
}
