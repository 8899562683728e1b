package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.app.paper.SecretOutput;
import dev.salus.app.terminal.PersonTerminal;
import dev.salus.sdk.crypto.RecoveryKey;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code salus keys hand-over}: the keys for another machine. */
@Command(
    name = "hand-over",
    mixinStandardHelpOptions = true,
    description = {
      "Hands your keys to another machine of yours.",
      "Shows a key that works once and for five minutes; type it in there ('salus keys restore')."
    })
final class HandOverCommand extends KeyCommand {

  @Mixin private SecretOutput output = new SecretOutput();

  HandOverCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void prepare(Dialogue dialogue) throws IOException {
    output.require(dialogue);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    RecoveryKey key = keys.get(keys.salus().recoveryApi().makeHandOver());
    keys.say(
        "Run "
            + Words.elsewhere("keys restore")
            + " on the other machine within five minutes, and type this key where it asks for the"
            + " recovery key. It works once. There you are told whether your patients are back.");
    try {
      Optional<PersonTerminal> shown = shown(keys, key);
      if (shown.isPresent()) {
        waitUntilTyped(keys.dialogue(), shown.get());
      }
    } finally {
      key.wipe();
    }
  }

  /** What could not be shown opens nothing. */
  private Optional<PersonTerminal> shown(KeySession.Opened keys, RecoveryKey key) throws Exception {
    try {
      return output.show(keys.dialogue(), keys.paper("Hand-over, for five minutes", key));
    } catch (CommandFailure | IOException lost) {
      keys.get(keys.salus().recoveryApi().delete(key.id()));
      throw lost;
    }
  }

  private static void waitUntilTyped(Dialogue dialogue, PersonTerminal shown) throws IOException {
    try {
      dialogue.answer("Press Enter when the other machine has it");
    } finally {
      shown.hide();
    }
  }
}
