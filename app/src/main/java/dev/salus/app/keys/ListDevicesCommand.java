package dev.salus.app.keys;

import dev.salus.app.dialogue.Fingerprints;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.device.OwnCard;
import picocli.CommandLine.Command;

/** {@code salus keys devices list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the keys of your devices, the oldest first, with numbers to choose by.")
final class ListDevicesCommand extends KeyCommand {

  ListDevicesCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    DeviceList devices = DeviceList.of(keys);
    int number = 0;
    for (OwnCard card : devices.cards()) {
      number++;
      keys.say(number + "  " + devices.state(card));
      keys.say("   name    " + devices.name(card));
      keys.say("   made    " + DeviceList.made(card));
      keys.say("   key id  " + card.keyId());
      if (card.state() == OwnCard.State.UNTRUSTED) {
        // what is shown here would be copied instead of compared
        keys.say(
            "   its fingerprint is shown by that device only ("
                + Words.elsewhere("keys fingerprint")
                + " there)");
      } else {
        keys.say("   fingerprint");
        Fingerprints.show(keys.dialogue(), card.fingerprint());
      }
    }
    if (keys.get(keys.salus().deviceApi().isRotationUnfinished())) {
      keys.say(
          "The newest key of this device has not taken the place of the others yet: 'salus keys"
              + " devices rotate' has it do so.");
    }
  }
}
