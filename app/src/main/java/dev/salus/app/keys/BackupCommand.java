package dev.salus.app.keys;

import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.recovery.KeptRecovery;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code salus keys backup}: a recovery key to write down. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a recovery key and shows it once.",
      "The server keeps a copy of your keys that only the recovery key opens."
    })
final class BackupCommand extends KeyCommand {

  @Option(
      names = "--replace",
      description = "Deletes the copies that were made before; their recovery keys open nothing.")
  private boolean replace;

  BackupCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  void run(KeySession.Opened keys) throws Exception {
    List<KeptRecovery> before =
        keys.get(keys.salus().recoveryApi().list()).stream().filter(kept -> !kept.once()).toList();
    RecoveryKey key = keys.get(keys.salus().recoveryApi().makeRecoveryKey());
    keys.say("Your recovery key:");
    keys.say("");
    keys.say("  " + key.reveal());
    keys.say("");
    keys.say(
        "Write it down on paper, check it, and keep it where nobody else finds it. It is shown");
    keys.say("this once and kept nowhere. Whoever has it and can log in as you has your keys; to");
    keys.say("use it, run 'salus keys restore' on any machine. Make a new one after each new key.");
    key.wipe();
    if (replace) {
      for (KeptRecovery kept : before) {
        keys.get(keys.salus().recoveryApi().delete(kept.recoveryId()));
      }
      keys.say("Earlier recovery keys that open nothing any more: " + before.size());
    } else if (!before.isEmpty()) {
      keys.say("Earlier recovery keys that still open your keys: " + before.size());
    }
  }
}
