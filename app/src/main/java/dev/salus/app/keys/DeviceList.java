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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The keys of a person's devices, the oldest first, with numbers to choose by.
 *
 * @param lost those of them that are known to be lost
 */
record DeviceList(List<OwnCard> cards, Map<String, String> names, String current, LostKeys lost) {

  DeviceList {
    cards = List.copyOf(cards);
    names = Map.copyOf(names);
  }

  static DeviceList of(KeySession.Opened keys) throws TimeoutException {
    List<OwnCard> cards = keys.get(keys.salus().deviceApi().cards());
    return new DeviceList(
        cards,
        keys.salus().dataOwnerApi().getGivenNames(),
        keys.salus().dataOwnerApi().getOwnFingerprint(),
        LostKeys.of(keys, cards));
  }

  /**
   * The one of this number, name or keyId; empty if there is none. A number means the list,
   * whatever is called so; {@link CommandFailure} with their numbers if several have the name.
   */
  Optional<OwnCard> find(String typed) {
    if (DeviceName.isNumber(typed)) {
      return IntStream.rangeClosed(1, cards.size())
          .filter(number -> typed.replaceFirst("^0+", "").equals(String.valueOf(number)))
          .mapToObj(number -> cards.get(number - 1))
          .findFirst();
    }
    List<OwnCard> found =
        cards.stream()
            .filter(card -> card.keyId().equals(typed) || typed.equals(names.get(card.keyId())))
            .toList();
    if (found.size() > 1) {
      throw CommandFailure.mistyped(
          "more than one device is called '"
              + Words.foreign(typed)
              + "', so say the number: "
              + found.stream()
                  .map(card -> number(card) + ", made " + made(card))
                  .collect(Collectors.joining("; ")));
    }
    return found.stream().findFirst();
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
          lost.isInUse(card)
              ? "lost, and still in use. "
                  + lost.whoTold()
                  + " If you have it, do nothing; else: 'salus keys devices retire "
                  + number(card)
                  + "'"
              : lost.isTold() ? "lost, and retired" : "lost; " + LostKeys.NOT_TOLD;
      case RETIRED ->
          "retired"
              + (card.retiredAt() == null ? "" : " " + Words.minute(card.retiredAt()))
              + (card.onThisDevice() ? ", still on this device to open what is from before" : "");
    };
  }
}
