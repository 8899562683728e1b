package dev.salus.app.keys;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.sdk.FirstUse;
import picocli.CommandLine.Command;

/** {@code salus keys init}: keys for this machine. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = {
      "Makes keys for this machine: your first ones, or one more if you have some elsewhere.",
      "Asks before it makes any, and for a passphrase that protects the key file."
    })
final class InitCommand extends KeyCommand {

  InitCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected String input() {
    return "the password; a new passphrase, twice; yes (of these only the password and the"
        + " passphrase, once, if there is a key file)";
  }

  @Override
  protected FirstUse firstUse(Dialogue dialogue) {
    return new FirstUseQuestion(dialogue);
  }

  @Override
  protected void run(KeySession.Opened keys) {
    keys.say("Your keys are ready (your id is " + keys.owner() + "). The fingerprint of your key:");
    keys.sayOwnFingerprint();
    keys.say(
        "Now make a recovery key ('salus keys backup'): without one, whoever loses this machine or"
            + " its passphrase loses what was not shared with others.");
  }
}
