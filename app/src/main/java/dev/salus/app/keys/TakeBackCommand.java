package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Fingerprints;
import dev.salus.sdk.recovery.AccessTakenBack;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus keys take-back}: what a counterpart has given back. */
@Command(
    name = "take-back",
    mixinStandardHelpOptions = true,
    description = {
      "Takes what somebody has given back to you ('salus keys give-back').",
      "Let them read their fingerprint out to you, face to face or on the phone."
    })
final class TakeBackCommand extends KeyCommand {

  @Parameters(index = "0", paramLabel = "DATA-OWNER", description = "Who gave it back: the id.")
  private String counterpart = "";

  @Parameters(
      index = "1..*",
      paramLabel = Fingerprints.LABEL,
      description = "What they told you; asked for if it is not given.")
  private List<String> fingerprint = new ArrayList<>();

  TakeBackCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  void run(KeySession.Opened keys) throws Exception {
    String told =
        Fingerprints.told(fingerprint, keys.dialogue(), "The fingerprint that they told you");
    AccessTakenBack taken = keys.get(keys.salus().accessBackApi().accept(counterpart, told));
    if (taken.records() == 0) {
      throw new CommandFailure(
          "no exchange record was opened: they have not given anything back yet; run this again when they have");
    }
    keys.say(
        taken.records() + " exchange records with them are open; what is shared under them opens.");
    for (String lost : taken.lostKeys()) {
      keys.say("A lost key of yours: " + lost);
    }
    if (!taken.lostKeys().isEmpty()) {
      keys.say("If it is lost for good, say so to everybody: 'salus keys devices retire KEY-ID'.");
    }
  }
}
