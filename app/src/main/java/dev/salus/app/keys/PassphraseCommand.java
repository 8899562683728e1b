package dev.salus.app.keys;

import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import java.util.Arrays;
import picocli.CommandLine.Command;

/** {@code salus keys passphrase}: another one for the key file. */
@Command(
    name = "passphrase",
    mixinStandardHelpOptions = true,
    description = {
      "Changes the passphrase of the key file.",
      "Whoever has a copy of the old file and the old passphrase still has the keys; then rotate"
          + " them ('salus keys devices rotate')."
    })
final class PassphraseCommand extends KeyCommand {

  PassphraseCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected String input() {
    return super.input() + "; the new passphrase, twice";
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    char[] changed = keys.dialogue().newPassphrase("New passphrase for the key file");
    try {
      keys.get(keys.store().changePassphrase(keys.owner(), changed));
    } finally {
      Arrays.fill(changed, '\0');
    }
    keys.say("The key file has a new passphrase.");
  }
}
