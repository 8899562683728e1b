package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.device.OwnCard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus keys devices retire}. */
@Command(
    name = "retire",
    mixinStandardHelpOptions = true,
    description = {
      "Says that another device of yours is lost: nothing is sealed to its key any more.",
      "It still opens what it could open; change your password so that nobody logs in with it."
    })
final class RetireCommand extends KeyCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "DEVICE",
      description =
          "Its number, name or key id, from 'salus keys devices list'; asked for if it is not given.")
  private String device = "";

  RetireCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected String input() {
    return super.input() + "; yes";
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    DeviceList devices = DeviceList.of(keys);
    OwnCard card = device.isEmpty() ? devices.ask(keys.dialogue()) : devices.require(device);
    if (card.state() == OwnCard.State.THIS_DEVICE) {
      throw new CommandFailure(
          "that key is on this device: 'salus keys devices rotate' puts a new one in its place");
    }
    if (card.state() == OwnCard.State.RETIRED) {
      throw new CommandFailure("that key is retired already");
    }
    if (keys.dialogue().isPerson()) {
      keys.dialogue()
          .explain(
              "Its fingerprint is below. If a device that you still have shows the same ("
                  + Words.elsewhere("keys fingerprint")
                  + "), it is not the lost one: answer 'no'.");
      keys.sayFingerprint(card.fingerprint());
    }
    keys.dialogue().confirm("Retire " + devices.describe(card) + " for good");
    keys.get(keys.salus().deviceApi().retire(card.keyId()));
    keys.say(
        "It is retired. If somebody else may have that device, have your password changed now, if it"
            + " was not yet (your administrator does that). If a recovery key was stored there, make a"
            + " new one ('salus keys backup --replace').");
    keys.say(
        "Whoever had compared that key of yours only has to compare one that is left before they"
            + " share with you again: read it out to them ('salus keys fingerprint'), they run "
            + Words.elsewhere("keys verify " + keys.people().typedByOthers())
            + " and type it.");
  }
}
