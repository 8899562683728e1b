package dev.salus.app.keys;

import dev.salus.sdk.crypto.RecoveryKey;
import picocli.CommandLine.Command;

/** {@code salus keys hand-over}: the keys for another machine. */
@Command(
    name = "hand-over",
    mixinStandardHelpOptions = true,
    description = {
      "Hands your keys to another machine of yours.",
      "Shows a key that works once and for five minutes; type it in there ('salus keys restore')."
    })
final class HandOverCommand extends KeyCommand {

  HandOverCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  void run(KeySession.Opened keys) throws Exception {
    RecoveryKey key = keys.get(keys.salus().recoveryApi().makeHandOver());
    keys.say("Run 'salus keys restore' on the other machine within five minutes, and type this");
    keys.say("where it asks for the recovery key:");
    keys.say("");
    keys.say("  " + key.reveal());
    keys.say("");
    keys.say("It works once.");
    key.wipe();
  }
}
