package dev.salus.app.keys;

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

  @Parameters(paramLabel = "KEY-ID", description = "From 'salus keys devices list'.")
  private String keyId = "";

  RetireCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  void run(KeySession.Opened keys) throws Exception {
    keys.dialogue().confirm("Retire key " + keyId + " for good");
    keys.get(keys.salus().deviceApi().retire(keyId));
    keys.say("The key is retired. Make a new recovery key if the old one was stored there.");
  }
}
