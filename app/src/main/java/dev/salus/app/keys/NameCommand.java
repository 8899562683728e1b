package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.People;
import dev.salus.sdk.device.OwnCard;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus keys name}: names for people and devices. */
@Command(
    name = "name",
    mixinStandardHelpOptions = true,
    description = {
      "Gives a person, or a device of yours, a name of your own.",
      "It is kept with your keys, in your key file: nobody else sees it."
    })
final class NameCommand extends KeyCommand {

  @Parameters(
      index = "0",
      paramLabel = "WHO",
      description =
          "A device's number from 'salus keys devices list', or a person: " + People.WHO + ".")
  private String who = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "What you call them.")
  private String name = "";

  NameCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void prepare(Dialogue dialogue) {
    DeviceName.fitting(name);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    Optional<OwnCard> device = DeviceList.of(keys).find(who);
    if (device.isEmpty() && DeviceName.isNumber(who)) {
      throw new CommandFailure(
          "there is no device number " + who + "; see 'salus keys devices list'");
    }
    String id = device.isPresent() ? device.get().keyId() : keys.people().find(who);
    keys.get(keys.salus().dataOwnerApi().giveName(id, name));
    keys.say(
        device.isPresent()
            ? "That device is called '" + name + "' from now on."
            : "From now on you call them '" + name + "' (" + id + ").");
  }
}
