package dev.salus.app.keys.notaries;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.sdk.recovery.AppointedNotaries;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code salus keys notaries ask}. */
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    description = {
      "Asks your notaries for your keys, after you lost them.",
      "Make a key for this machine first ('salus keys init')."
    })
final class AskNotariesCommand extends KeyCommand {

  AskNotariesCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    List<AppointedNotaries> own =
        keys.get(keys.salus().notaryApi().sets()).stream()
            .filter(set -> set.owner().equals(keys.owner()))
            .toList();
    if (own.isEmpty()) {
      throw new CommandFailure("you have appointed no notaries");
    }
    keys.get(keys.salus().notaryApi().askAll());
    for (AppointedNotaries set : own) {
      for (String notary : set.notaries()) {
        keys.say("asked  " + keys.people().describe(notary));
      }
    }
    keys.say("Read this fingerprint out to them, face to face or on the phone:");
    keys.sayOwnFingerprint();
    keys.say(
        "They answer it with 'salus keys notaries approve'. Let each of them read out theirs, too,"
            + " and compare it here ('salus keys verify'). When enough have answered, run 'salus"
            + " keys notaries restore K', K being how many of them you said it takes.");
  }
}
