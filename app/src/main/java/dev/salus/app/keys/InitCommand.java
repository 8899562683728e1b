package dev.salus.app.keys;

import dev.salus.app.dialogue.Dialogue;
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
  FirstUse firstUse(Dialogue dialogue) {
    return new FirstUseQuestion(dialogue);
  }

  @Override
  void run(KeySession.Opened keys) {
    keys.say("The keys of data owner " + keys.owner() + " are ready. Their fingerprint:");
    keys.say("  " + keys.salus().dataOwnerApi().getOwnFingerprint());
    keys.say("Now make a recovery key ('salus keys backup'): without one, whoever loses this");
    keys.say("machine or its passphrase loses what was not shared with others.");
  }
}
