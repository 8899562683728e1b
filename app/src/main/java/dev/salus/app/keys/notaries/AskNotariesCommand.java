package dev.salus.app.keys.notaries;

import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
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
    AskedNotaries.ask(keys);
  }
}
