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

  private boolean another;

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
    FirstUseQuestion question = new FirstUseQuestion(dialogue);
    return situation ->
        question
            .choose(situation)
            .onSuccess(choice -> another = choice instanceof FirstUse.Choice.AddDevice);
  }

  @Override
  protected void run(KeySession.Opened keys) {
    keys.say("Your keys are ready (your id is " + keys.owner() + "). The fingerprint of your key:");
    keys.sayOwnFingerprint();
    if (another) {
      sayHowToGoOn(keys);
      return;
    }
    keys.say(
        "Now make a recovery key ('salus keys backup'): without one, whoever loses this machine or"
            + " its passphrase loses what was not shared with others.");
  }

  /** A key of its own opens nothing yet. */
  private static void sayHowToGoOn(KeySession.Opened keys) {
    keys.say("It opens nothing of before yet. If you have");
    keys.say(
        "  - another device: run 'salus keys devices let-in' there and type this fingerprint, then"
            + " the same here with the one that it shows.");
    keys.say("  - notaries: run 'salus keys notaries ask' here.");
    keys.say(
        "  - none of these: run 'salus keys ask-back' here, which asks all whom you shared with.");
  }
}
