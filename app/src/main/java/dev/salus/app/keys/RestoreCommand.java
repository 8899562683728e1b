package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.sdk.FirstUse;
import dev.salus.sdk.crypto.RecoveryKey;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Arrays;
import picocli.CommandLine.Command;

/** {@code salus keys restore}: keys by recovery key, or handed over by another machine. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Gets your keys with a recovery key, or with the key that 'salus keys hand-over' shows.",
      "If this machine has keys already, the restored ones are added to them."
    })
final class RestoreCommand extends KeyCommand {

  private boolean first;

  RestoreCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  FirstUse firstUse(Dialogue dialogue) {
    return situation -> {
      first = true;
      return Future.succeededFuture(dialogue)
          .map(RestoreCommand::recoveryKey)
          .map(FirstUse.Choice.Restore::new);
    };
  }

  private static RecoveryKey recoveryKey(Dialogue dialogue) {
    char[] typed = new char[0];
    try {
      typed = dialogue.secret("Recovery key");
      return RecoveryKey.parse(new String(typed));
    } catch (IOException e) {
      throw new CommandFailure("the input cannot be read");
    } finally {
      Arrays.fill(typed, '\0');
    }
  }

  @Override
  void run(KeySession.Opened keys) throws Exception {
    if (!first) {
      keys.get(keys.salus().recoveryApi().restore(recoveryKey(keys.dialogue())));
    }
    keys.say("Your keys are restored. The fingerprint of the one that signs from now on:");
    keys.say("  " + keys.salus().dataOwnerApi().getOwnFingerprint());
  }
}
