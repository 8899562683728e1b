package dev.salus.app.keys;

import dev.salus.sdk.device.OwnCard;
import java.time.Instant;
import picocli.CommandLine.Command;

/** {@code salus keys devices list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the keys of your devices, the oldest first.")
final class ListDevicesCommand extends KeyCommand {

  ListDevicesCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  void run(KeySession.Opened keys) throws Exception {
    for (OwnCard card : keys.get(keys.salus().deviceApi().cards())) {
      keys.say(card.keyId() + "  " + state(card));
      keys.say("  made         " + Instant.ofEpochMilli(card.createdAt()));
      keys.say("  fingerprint  " + fingerprint(card));
    }
  }

  /** What is shown here would be copied instead of compared. */
  private static String fingerprint(OwnCard card) {
    return card.state() == OwnCard.State.UNTRUSTED
        ? "shown by that device only ('salus keys fingerprint')"
        : card.fingerprint();
  }

  private static String state(OwnCard card) {
    return switch (card.state()) {
      case THIS_DEVICE -> "this device";
      case TRUSTED -> "another device, trusted";
      case UNTRUSTED -> "another device, NOT let in: yours only if you know of it";
      case RETIRED -> "retired";
    };
  }
}
