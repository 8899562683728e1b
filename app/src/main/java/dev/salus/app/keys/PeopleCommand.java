package dev.salus.app.keys;

import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code salus keys people}: whom the person knows, with numbers. */
@Command(
    name = "people",
    mixinStandardHelpOptions = true,
    description = {
      "Lists whom you gave names and with whom you share, with numbers to choose by.",
      "That you share with somebody, and names that you did not give, are the server's word; whose"
          + " fingerprint you compared is not."
    })
final class PeopleCommand extends KeyCommand {

  PeopleCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    List<String> known = keys.people().known();
    int number = 0;
    for (String id : known) {
      number++;
      boolean compared = !keys.get(keys.salus().dataOwnerApi().getComparedKeys(id)).isEmpty();
      keys.say(
          number
              + "  "
              + keys.people().describeWithId(id)
              + (compared ? ": compared" : ": NOT compared ('salus keys verify " + number + "')"));
    }
    if (known.isEmpty()) {
      keys.say("Nobody yet; 'salus keys verify' with somebody's name adds them.");
      return;
    }
    keys.say(Words.count(known.size(), "person", "people") + ".");
  }
}
